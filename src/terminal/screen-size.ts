import { isTty, terminalSize } from "./tty.ts";

/** Columns of a page that ends at no terminal: files and CI logs have room, and the same run always looks the same there. */
export const PIPE_COLUMNS = 120;

const TERMINAL_COLUMNS = 80;
const TERMINAL_ROWS = 24;
/** Nothing can be drawn in less. */
const LEAST = 20;

export interface ScreenSize {
  readonly columns: number;
  readonly rows: number;
}

const fromEnvironment = (value: string | undefined): number | undefined =>
  value !== undefined && /^[1-9]\d{0,4}$/.test(value) ? Number(value) : undefined;

/**
 * Width for text: what the terminal says; else COLUMNS; else 80 on a terminal that does not know its size (a serial line) and
 * `PIPE_COLUMNS` in a pipe or file. At least 20.
 */
export function columnsFor(
  measured: number | undefined,
  isTerminal: boolean,
  env: Readonly<Record<string, string | undefined>>,
): number {
  const known = measured !== undefined && measured > 0 ? measured : fromEnvironment(env["COLUMNS"]);
  return Math.max(LEAST, known ?? (isTerminal ? TERMINAL_COLUMNS : PIPE_COLUMNS));
}

/**
 * The size of the terminal at `fd` at this moment; 80 by 24 where it does not know. A stream measures once, at its beginning, and
 * hears of changes on the main thread only: hence a new one each time (35 µs, no descriptor of its own).
 */
export function screenAt(fd: number): ScreenSize {
  const { columns, rows } = terminalSize(fd);
  return { columns: columns || TERMINAL_COLUMNS, rows: rows || TERMINAL_ROWS };
}

/** Width for text written to `fd`; see `columnsFor`. */
export const columnsAt = (
  fd: number,
  env: Readonly<Record<string, string | undefined>>,
): number => {
  const isTerminal = isTty(fd);
  return columnsFor(isTerminal ? terminalSize(fd).columns : undefined, isTerminal, env);
};
