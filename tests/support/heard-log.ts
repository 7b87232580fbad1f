import type { Log } from "../../src/terminal/log.ts";

/** A log that keeps what it is told: `warn: the disk is full`. */
export interface HeardLog extends Log {
  readonly lines: string[];
}

export function heardLog(): HeardLog {
  const lines: string[] = [];
  const keep =
    (level: string) =>
    (message: string): void => {
      lines.push(`${level}: ${message}`);
    };
  return {
    lines,
    error: keep("error"),
    warn: keep("warn"),
    info: keep("info"),
    success: keep("success"),
    debug: keep("debug"),
  };
}
