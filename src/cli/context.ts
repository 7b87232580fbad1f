import { RunError, UsageError } from "../core/errors.ts";
import type { Page } from "../output/formatter.ts";
import { isTty } from "../terminal/tty.ts";
import { columnsAt } from "../terminal/screen-size.ts";
import { stdoutSink } from "../terminal/sink.ts";
import type { Sink } from "../terminal/sink.ts";
import type { Look } from "../terminal/progress-messages.ts";
import type { Log, LogLevel } from "../terminal/log.ts";
import { canRedraw, decideStyle } from "../terminal/style.ts";
import type { Style } from "../terminal/style.ts";
import { bunClock } from "../timing/clock.ts";
import type { Clock } from "../timing/clock.ts";
import { describeError, excerptOf, stackOf } from "./describe-error.ts";
import { EXIT } from "./exit.ts";
import type { HelpStyle } from "./help-style.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** The outside world, as the commands see it. The one place that puts real things together. */
export interface Context {
  readonly env: Environment;
  readonly clock: Clock;
  /** Adds a result to stdout, whole, in order; a long one in pieces, of which those that nobody reads are not made. */
  print(text: string | Iterable<string>): Promise<void>;
  /** Talk on stderr. Loaded when first asked for: `--help` needs none. */
  log(): Promise<Log>;
  /** Ends the program with an error: one line on stderr, and the exit code for it. */
  fail(error: unknown): Promise<number>;
  /** How a result on stdout may look. */
  page(): Page;
  helpStyle(): HelpStyle;
  /** How the display on stderr may look: drawn over where that can be done, else lines. Undefined with `--quiet`. */
  display(): Look | undefined;
}

/** Flags that hold for every command are read here, before any command is: errors obey them, too. */
export function createContext(raw: readonly string[]): Context {
  const words = raw.includes("--") ? raw.slice(0, raw.indexOf("--")) : raw;
  const isQuiet = words.includes("--quiet") || words.includes("-q");
  const isVerbose = words.includes("--verbose") || words.includes("-v");
  const env = process.env;
  const styleOf = (fd: number): Style =>
    decideStyle({
      env,
      platform: process.platform,
      isTerminal: isTty(fd),
      noColor: words.includes("--no-color"),
    });
  const level: LogLevel = isQuiet ? "quiet" : isVerbose ? "verbose" : "normal";
  let stdout: Sink | undefined;
  let opening: Promise<Log> | undefined;
  const openLog = async (): Promise<Log> =>
    (await import("../terminal/log.ts")).createLog(level, styleOf(2).color);
  const log = (): Promise<Log> => (opening ??= openLog());
  return {
    env,
    clock: bunClock,
    print: async (text) => {
      stdout ??= stdoutSink();
      for (const piece of typeof text === "string" ? [text] : text) {
        // oxlint-disable-next-line no-await-in-loop -- in order, and no piece is made before the last one is gone
        await stdout.write(piece);
        if (stdout.isClosed()) return;
      }
    },
    log,
    fail: async (error) => {
      const talk = await log();
      talk.error(describeError(error) + excerptOf(error));
      if (error instanceof UsageError) return EXIT.usage;
      if (!(error instanceof RunError)) talk.debug(stackOf(error));
      return EXIT.failed;
    },
    page: () => ({ columns: columnsAt(1, env), ...styleOf(1), verbose: isVerbose, details: false }),
    helpStyle: () => {
      const { color } = styleOf(1);
      return {
        columns: columnsAt(1, env),
        heading: (text) => (color ? `\u001b[1m${text}\u001b[22m` : text),
      };
    },
    display: () => {
      const kind = canRedraw({ env, isTerminal: isTty(2) }) ? "area" : "lines";
      return isQuiet ? undefined : { ...styleOf(2), kind };
    },
  };
}
