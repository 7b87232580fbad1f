/** What decides how text may look at one end of a stream. */
export interface StyleInputs {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether the stream ends at a terminal. */
  readonly isTerminal: boolean;
  /** `process.platform`. */
  readonly platform: string;
  /** `--no-color` was given. */
  readonly noColor: boolean;
}

/** Decided once for a stream, and handed to whoever writes to it. */
export interface Style {
  readonly color: boolean;
  readonly unicode: boolean;
}

const isSet = (value: string | undefined): value is string => value !== undefined && value !== "";

/**
 * Colour, by the first that has an opinion: `--no-color`, NO_COLOR (no-color.org: any value but the empty one), FORCE_COLOR (`0`
 * and `false` say no, as in Node), TERM=dumb, and whether a terminal is there at all.
 */
export function decideColor({ env, isTerminal, noColor }: StyleInputs): boolean {
  if (noColor || isSet(env["NO_COLOR"])) return false;
  const forced = env["FORCE_COLOR"];
  if (isSet(forced)) return forced !== "0" && forced !== "false";
  return isTerminal && env["TERM"] !== "dumb";
}

/** Variables that only terminals with Unicode set; the classic console of Windows sets none of them. */
const WINDOWS_TERMINALS = ["WT_SESSION", "TERM_PROGRAM", "ConEmuTask", "TERMINUS_SUBLIME"];

/**
 * Whether `…`, `─` and `█` will be seen as such. By the locale (LC_ALL, LC_CTYPE, LANG, in the order of POSIX); macOS without
 * one is taken for UTF-8. Not on the Linux console, whose font has 256 or 512 characters, nor on a dumb terminal.
 */
export function decideUnicode({ env, platform }: Pick<StyleInputs, "env" | "platform">): boolean {
  const term = env["TERM"];
  if (term === "dumb" || term === "linux") return false;
  if (platform === "win32") {
    return term === "xterm-256color" || WINDOWS_TERMINALS.some((name) => isSet(env[name]));
  }
  const locale = [env["LC_ALL"], env["LC_CTYPE"], env["LANG"]].find(isSet);
  return locale === undefined ? platform === "darwin" : /utf-?8/i.test(locale);
}

export const decideStyle = (inputs: StyleInputs): Style => ({
  color: decideColor(inputs),
  unicode: decideUnicode(inputs),
});

/** Whether lines can be drawn over: a terminal, and not one that only knows how to append. */
export const canRedraw = ({ env, isTerminal }: Pick<StyleInputs, "env" | "isTerminal">): boolean =>
  isTerminal && env["TERM"] !== "dumb";
