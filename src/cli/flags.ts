/** Where words come from that are too many for a row, or change with the tables of other layers. */
export type WordSource = "files" | "targets" | "providers" | "models" | "profiles";

/** One flag of a command: the row from which parsing, checking, `--help`, completion and manual are made. */
export interface Flag {
  readonly type: "string" | "boolean";
  readonly alias?: string;
  /** What stands for the value in help: `N`, `FILE`, `a,b`. */
  readonly value?: string;
  /** The only words that may be given as a value; a flag that is repeatable takes several of them. */
  readonly values?: readonly string[];
  /** Where a shell finds words for the value when any may be given. */
  readonly from?: WordSource;
  /** Shown in help; for a boolean that is on by default the flag is written `--no-NAME`. */
  readonly default?: string | boolean;
  readonly help: string;
  /** Heading in help. */
  readonly group: string;
  /** May be given more than once; the values are joined with commas. */
  readonly repeatable?: boolean;
  /** What the values of a repeated flag are joined with instead of a comma. */
  readonly joinedBy?: string;
  /** For the program itself, not for people: left out of help. */
  readonly isHidden?: boolean;
}

export type Flags = Readonly<Record<string, Flag>>;

/** Flags as typed by the user, checked for being known, not yet for their meaning. */
export type GivenFlags = Readonly<Record<string, string | boolean | undefined>>;

/** A flag as it is typed: `--output`; one that is on by default is typed to turn it off: `--no-color`. */
export const writtenName = (name: string, flag: Flag): string =>
  flag.default === true ? `--no-${name}` : `--${name}`;

/** Flags of every command. */
export const COMMON_FLAGS = {
  color: {
    type: "boolean",
    default: true,
    group: "Terminal",
    help: "plain text without colours (also: NO_COLOR)",
  },
  quiet: { type: "boolean", alias: "q", group: "Terminal", help: "no talk on stderr but errors" },
  verbose: { type: "boolean", alias: "v", group: "Terminal", help: "say more on stderr" },
  help: { type: "boolean", alias: "h", group: "Terminal", help: "this text" },
} satisfies Flags;
