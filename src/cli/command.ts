import type { Context } from "./context.ts";
import type { Flags, GivenFlags, WordSource } from "./flags.ts";

/** What a command is given to work with. */
export interface Invocation {
  readonly flags: GivenFlags;
  readonly positionals: readonly string[];
  readonly context: Context;
}

/** A command body: does the work and gives the exit code. */
export type RunCommand = (invocation: Invocation) => Promise<number>;

/** Tables below the flags in a command's help, by heading: a word, and what it means. */
export type HelpTables = Readonly<Record<string, readonly (readonly [string, string])[]>>;

/** A command as a row: everything that help needs, with the body behind a door that only running it opens. */
export interface CommandRow {
  readonly summary: string;
  readonly aliases?: readonly string[];
  /** Words that other programs have for it: not accepted, but understood as what was meant. */
  readonly calledElsewhere?: readonly string[];
  /** Words after the command, for the usage line: `[provider]`. */
  readonly positionals?: string;
  /** What a shell offers for these words. */
  readonly words?: readonly string[];
  /** Where it finds more of them. */
  readonly wordsFrom?: WordSource;
  readonly flags: Flags;
  readonly examples: readonly { readonly run: string; readonly does: string }[];
  /** Loaded when help is asked for, and only then. */
  readonly tables?: () => Promise<HelpTables>;
  readonly load: () => Promise<RunCommand>;
}
