import { describe, expect, test } from "bun:test";
import { outlineOf } from "../../src/cli/completion/outline.ts";
import { SHELL_NAMES } from "../../src/cli/completion/shell-names.ts";
import { SHELLS } from "../../src/cli/completion/shells.ts";
import { WORD_SOURCES } from "../../src/cli/completion/word-sources.ts";
import type { CommandRow } from "../../src/cli/command.ts";
import { COMMANDS } from "../../src/cli/commands.ts";
import { COMMON_FLAGS, writtenName } from "../../src/cli/flags.ts";
import type { Flags } from "../../src/cli/flags.ts";

const ROWS: [string, CommandRow][] = Object.entries(COMMANDS);
const OUTLINE = outlineOf(COMMANDS);

test.each(ROWS)("the outline of %s has every flag that help shows, and no other", (name, row) => {
  const flags: Flags = { ...row.flags, ...COMMON_FLAGS };
  const shown = Object.entries(flags).filter(([, { isHidden }]) => isHidden !== true);
  const outlined = OUTLINE.find(({ names }) => names.includes(name));
  expect(outlined?.flags.map(({ long }) => long)).toEqual(
    shown.map(([flag, details]) => writtenName(flag, details)),
  );
});

test("no word needs quoting in any shell", () => {
  const words = OUTLINE.flatMap(({ names, flags, operands }) => [
    ...names,
    ...operands.words,
    ...flags.flatMap(({ value }) => value?.words ?? []),
  ]);
  expect(words).toContain("cerebras");
  expect(words).toContain("gpt-oss-120b");
  for (const word of words) expect(word).toMatch(/^[\w.~-]+$/);
});

describe.each([...SHELL_NAMES])("the script for %s", (shell) => {
  const script = SHELLS[shell](OUTLINE);

  test("has every command, flag and value", () => {
    for (const { names, flags, operands } of OUTLINE) {
      const words = [...operands.words, ...flags.flatMap(({ value }) => value?.words ?? [])];
      for (const word of [...names, ...words]) expect(script).toContain(word);
      for (const { long } of flags) expect(script).toContain(long.slice(2));
    }
    for (const word of WORD_SOURCES.targets) expect(script).toContain(word);
  });

  test("starts nothing when Tab is pressed", () => {
    expect(script).not.toMatch(/\$\((command )?speed-kings|`speed-kings|& ?speed-kings/);
  });
});

test("every string and bracket of the PowerShell script is closed", () => {
  const bare = SHELLS.powershell(OUTLINE)
    .replaceAll(/^#.*$/gm, "")
    .replaceAll(/'(?:[^'\n]|'')*'|"(?:[^"\n`]|`.)*"/g, "S");
  expect(bare).not.toMatch(/['"]/);
  const open: string[] = [];
  for (const sign of bare.replaceAll(/[^(){}[\]]/g, "")) {
    const closes = { ")": "(", "}": "{", "]": "[" }[sign];
    if (closes === undefined) open.push(sign);
    else expect(open.pop()).toBe(closes);
  }
  expect(open).toEqual([]);
});
