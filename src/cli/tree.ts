import { defineCommand } from "citty";
import type { ArgsDef, CommandDef } from "citty";
import { VERSION } from "../core/version.ts";
import type { CommandRow } from "./command.ts";
import { COMMON_FLAGS } from "./flags.ts";
import type { Flags, GivenFlags } from "./flags.ts";

/** Called with what citty parsed when a command is to run. */
export type Runner = (
  row: CommandRow,
  flags: GivenFlags,
  positionals: readonly string[],
) => Promise<void>;

/** The citty tree of the program, made from the table of commands. */
export function commandTree(
  commands: Readonly<Record<string, CommandRow>>,
  runner: Runner,
): CommandDef {
  const subCommands = Object.entries(commands).map(([name, row]): [string, CommandDef] => [
    name,
    defineCommand({
      meta: { name, description: row.summary, alias: [...(row.aliases ?? [])] },
      args: cittyArgs({ ...row.flags, ...COMMON_FLAGS }),
      run: ({ args }) => runner(row, given(row, args), args._),
    }),
  ]);
  return defineCommand({
    meta: { name: "speed-kings", version: VERSION },
    subCommands: Object.fromEntries(subCommands),
  });
}

/** No defaults here: a command must be able to tell what was given from what was not. */
const cittyArgs = (flags: Flags): ArgsDef =>
  Object.fromEntries(
    Object.entries(flags).map(([name, flag]) => [
      name,
      {
        type: flag.type,
        description: flag.help,
        ...(flag.alias === undefined ? {} : { alias: flag.alias }),
      },
    ]),
  );

function given(row: CommandRow, args: Readonly<Record<string, unknown>>): GivenFlags {
  const names = Object.keys({ ...row.flags, ...COMMON_FLAGS });
  return Object.fromEntries(
    names.map((name) => {
      const value = args[name];
      return [name, typeof value === "string" || typeof value === "boolean" ? value : undefined];
    }),
  );
}
