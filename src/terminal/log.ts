import { writeSync } from "node:fs";
import { LogLevels, createConsola } from "consola/core";
import type { LogObject, LogType } from "consola/core";
import { paintFor } from "../text/paint.ts";
import type { Paint, Role } from "../text/paint.ts";

/** How much is said on stderr: errors alone; warnings and what matters as well; everything. */
export type LogLevel = "quiet" | "normal" | "verbose";

/** Talk for the person at the terminal, all of it on stderr, one line a message. */
export interface Log {
  error(message: string): void;
  warn(message: string): void;
  info(message: string): void;
  success(message: string): void;
  debug(message: string): void;
}

const LEVELS = {
  quiet: LogLevels.error,
  normal: LogLevels.info,
  verbose: LogLevels.debug,
} as const satisfies Record<LogLevel, number>;

/** Words in place of icons: they survive a pipe, a log file and a screen reader. */
const PREFIXES: Readonly<Partial<Record<LogType, readonly [string, Role]>>> = {
  error: ["error:", "failure"],
  warn: ["warning:", "warning"],
  success: ["done:", "good"],
  debug: ["debug:", "quiet"],
};

function lineOf({ type, args }: LogObject, paint: Paint): string {
  const text = args.map(String).join(" ");
  const prefix = PREFIXES[type];
  return prefix === undefined ? text : `${paint[prefix[1]](prefix[0])} ${text}`;
}

function toStderr(text: string): void {
  try {
    writeSync(2, text);
  } catch {
    // Nobody listens on stderr any more. The result does not depend on it.
  }
}

/**
 * The program's talk. `write` is for tests. Loads consola's core alone: the whole of it costs 8 ms, prints to stdout and
 * decorates by its own idea of the terminal.
 */
export function createLog(
  level: LogLevel,
  color: boolean,
  write: (text: string) => void = toStderr,
): Log {
  const paint = paintFor(color);
  const consola = createConsola({
    level: LEVELS[level],
    // A message that comes twice is said twice: a held-back one could be lost at the end of the process.
    throttle: 0,
    reporters: [{ log: (entry) => write(`${lineOf(entry, paint)}\n`) }],
  });
  return {
    error: (message) => consola.error(message),
    warn: (message) => consola.warn(message),
    info: (message) => consola.info(message),
    success: (message) => consola.success(message),
    debug: (message) => consola.debug(message),
  };
}
