import type { CommandRow } from "../command.ts";
import { COMMON_FLAGS, writtenName } from "../flags.ts";
import type { Flag, Flags, WordSource } from "../flags.ts";
import { WORD_SOURCES } from "./word-sources.ts";

/** What can be offered in one place. */
export interface Offer {
  readonly words: readonly string[];
  readonly files: boolean;
}

/** A flag as a shell knows it. */
export interface OutlineFlag {
  /** As it is typed: `--output`, `--no-color`. */
  readonly long: string;
  /** `-o` */
  readonly short?: string;
  readonly help: string;
  /** Absent: it takes no value. */
  readonly value?: Offer & { readonly label: string; readonly isList: boolean };
}

/** A command as a shell knows it. */
export interface OutlineCommand {
  /** Its name and its aliases. */
  readonly names: readonly string[];
  readonly summary: string;
  readonly flags: readonly OutlineFlag[];
  readonly operands: Offer;
}

/** All commands as a shell knows them: what its script is made from. */
export const outlineOf = (commands: Readonly<Record<string, CommandRow>>): OutlineCommand[] =>
  Object.entries(commands).map(([name, row]) => {
    const flags: Flags = { ...row.flags, ...COMMON_FLAGS };
    return {
      names: [name, ...(row.aliases ?? [])],
      summary: row.summary,
      flags: Object.entries(flags)
        .filter(([, flag]) => flag.isHidden !== true)
        .map(outlineFlag),
      operands: offer(row.words, row.wordsFrom),
    };
  });

const outlineFlag = ([name, flag]: [string, Flag]): OutlineFlag => ({
  long: writtenName(name, flag),
  ...(flag.alias === undefined ? {} : { short: `-${flag.alias}` }),
  help: flag.help,
  ...(flag.type === "boolean"
    ? {}
    : {
        value: {
          label: flag.value ?? "VALUE",
          isList: flag.repeatable === true,
          ...offer(flag.values, flag.from),
        },
      }),
});

const offer = (words: readonly string[] = [], from?: WordSource): Offer => ({
  words: [...words, ...(from === undefined ? [] : WORD_SOURCES[from])],
  files: from === "files",
});
