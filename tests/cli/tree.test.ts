import { describe, expect, test } from "bun:test";
import { runCommand } from "citty";
import { normalise } from "../../src/cli/arguments.ts";
import { COMMANDS } from "../../src/cli/commands.ts";
import type { CommandRow } from "../../src/cli/command.ts";
import { COMMON_FLAGS } from "../../src/cli/flags.ts";
import type { Flags, GivenFlags } from "../../src/cli/flags.ts";
import { commandTree } from "../../src/cli/tree.ts";

const ROWS: [string, CommandRow][] = Object.entries(COMMANDS);

/** What a careless parser takes for something else. */
const MISLEADING = ["x", "-3", "--", "a=b", "no", "false", " ", "x,y", "--no-color"];

interface Called {
  readonly row: CommandRow;
  readonly flags: GivenFlags;
  readonly words: readonly string[];
}

/** What a command is called with when somebody types `words` after its name. */
async function call(name: string, row: CommandRow, words: readonly string[]): Promise<Called[]> {
  const calls: Called[] = [];
  const tree = commandTree(COMMANDS, async (called, flags, positionals) => {
    calls.push({ row: called, flags, words: positionals });
  });
  const { flags, positionals } = normalise(words, row);
  await runCommand(tree, { rawArgs: [name, ...flags, "--", ...positionals] });
  return calls;
}

const given = ({ flags }: Called): GivenFlags =>
  Object.fromEntries(Object.entries(flags).filter(([, value]) => value !== undefined));

describe.each(ROWS)("%s", (name, row) => {
  const flags: Flags = { ...row.flags, ...COMMON_FLAGS };

  test("is called once, with nothing that was not typed", async () => {
    const calls = await call(name, row, []);
    expect(calls).toHaveLength(1);
    expect(calls[0]!.row).toBe(row);
    expect(given(calls[0]!)).toEqual({});
    expect(calls[0]!.words).toEqual([]);
  });

  test.each(Object.keys(flags))("gets --%s and nothing else", async (flag) => {
    const { type, default: on, alias, values } = flags[flag]!;
    if (type === "string") {
      for (const value of values ?? MISLEADING) {
        // oxlint-disable-next-line no-await-in-loop
        const [called] = await call(name, row, [`--${flag}=${value}`]);
        expect(given(called!)).toEqual({ [flag]: value });
      }
      return;
    }
    const [called] = await call(name, row, [on === true ? `--no-${flag}` : `--${flag}`]);
    expect(given(called!)).toEqual({ [flag]: on !== true });
    if (alias === undefined) return;
    const [short] = await call(name, row, [`-${alias}`]);
    expect(given(short!)).toEqual({ [flag]: true });
  });

  test("gets plain words as they are, also such as look like flags", async () => {
    const [called] = await call(name, row, ["a", "--", "--size", "-n", "b=c"]);
    expect(called!.words).toEqual(["a", "--size", "-n", "b=c"]);
    expect(given(called!)).toEqual({});
  });
});
