import { describe, expect, test } from "bun:test";
import { COMMANDS } from "../../src/cli/commands.ts";
import type { CommandRow } from "../../src/cli/command.ts";
import { commandHelp, programHelp } from "../../src/cli/help.ts";
import { COMMON_FLAGS } from "../../src/cli/flags.ts";
import type { Flags } from "../../src/cli/flags.ts";
import { SETTINGS } from "../../src/simulator/contestant-text.ts";
import { FAULT_NAMES } from "../../src/simulator/faults/table.ts";
import { PROFILE_NAMES } from "../../src/simulator/profile.ts";
import { normalise } from "../../src/cli/arguments.ts";

const ROWS: [string, CommandRow][] = Object.entries(COMMANDS);
const plain = (columns: number) => ({ columns, heading: (text: string) => text });
const widest = (text: string): number =>
  Math.max(...text.split("\n").map((line) => Bun.stringWidth(line)));

/** Words of a shell line, without the quotes; what comes after a pipe or a redirection is not the program's. */
const wordsOf = (line: string): string[] =>
  (line.split(/ [|>] /)[0]!.match(/'[^']*'|\S+/g) ?? []).map((word) => word.replaceAll("'", ""));

describe.each(ROWS)("help of %s", (name, row) => {
  test.each([40, 80, 100, 300])("has every flag, at %d columns", (columns) => {
    const help = commandHelp(name, row, plain(columns));
    const flags: Flags = { ...row.flags, ...COMMON_FLAGS };
    for (const [flag, { isHidden, default: on }] of Object.entries(flags)) {
      const written = on === true ? `--no-${flag}` : `--${flag}`;
      if (isHidden === true) expect(help).not.toContain(`${written} `);
      else expect(help).toMatch(new RegExp(`^ .*${written}( |$)`, "m"));
    }
  });

  test("fits 80 columns, tables included", async () => {
    const tables = await row.tables?.();
    const help = commandHelp(name, row, plain(80), tables);
    expect(widest(help)).toBeLessThanOrEqual(80);
    for (const [word] of Object.values(tables ?? {}).flat()) expect(help).toContain(`  ${word} `);
  });

  test("has examples that its own parser accepts", () => {
    expect(row.examples.length).toBeGreaterThan(0);
    for (const { run } of row.examples) {
      const [program, command, ...rest] = wordsOf(run);
      expect([program, command]).toEqual(["speed-kings", name]);
      const { positionals } = normalise(rest, row);
      expect(positionals.length === 0 || row.positionals !== undefined).toBe(true);
    }
  });

  test("marks headings with the style it is given", () => {
    const help = commandHelp(name, row, { columns: 80, heading: (text) => `<${text}>` });
    expect(help).toContain("<Usage>");
    expect(help).toContain("<Examples>");
    expect(help).toContain("<Terminal>");
  });
});

test("no two flags of a command share a letter", () => {
  for (const [, row] of ROWS) {
    const flags: Flags = { ...row.flags, ...COMMON_FLAGS };
    const letters = Object.values(flags).flatMap(({ alias }) => alias ?? []);
    expect(letters).toEqual([...new Set(letters)]);
  }
});

test("help of the program names every command and fits 80 columns", () => {
  const help = programHelp(COMMANDS, plain(80));
  for (const [name, { summary, aliases = [] }] of ROWS) {
    expect(help).toContain([name, ...aliases].join(", "));
    expect(help.replaceAll(/\s+/g, " ")).toContain(summary);
  }
  expect(widest(help)).toBeLessThanOrEqual(80);
});

test("help of simulate names every profile, setting and fault", async () => {
  const { tables } = COMMANDS.simulate;
  const words = Object.values(await tables()).flatMap((rows) => rows.map(([word]) => word));
  const names = words.map((word) => word.split("=")[0]!);
  for (const name of [...PROFILE_NAMES, ...FAULT_NAMES, ...Object.keys(SETTINGS)]) {
    expect(names).toContain(name);
  }
});
