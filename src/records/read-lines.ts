import { UsageError } from "../core/errors.ts";

/** One line of JSON lines, and where it stands. */
export interface JsonLine {
  readonly number: number;
  readonly value: Readonly<Record<string, unknown>>;
}

/** What JSON lines hold, and whether the last one was cut off in the middle of its writing. */
export interface JsonLines {
  readonly lines: readonly JsonLine[];
  readonly isCut: boolean;
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The value of a JSON text; undefined when it is none, or nested so deeply that nobody meant it. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Reads JSON lines, one object each; empty lines do not count. A last line that is no JSON was being written when the program
 * was killed: it is left out.
 * @throws UsageError for any other line that is no JSON object.
 */
export function readLines(name: string, text: string): JsonLines {
  const written = text
    .split("\n")
    .map((line, index) => ({ number: index + 1, line: line.trim() }))
    .filter(({ line }) => line !== "");
  const lines: JsonLine[] = [];
  for (const [index, { number, line }] of written.entries()) {
    const value = parseJson(line);
    if (isRecord(value)) lines.push({ number, value });
    else if (index === written.length - 1 && value === undefined) return { lines, isCut: true };
    else {
      throw new UsageError(
        `${name}, line ${number} is no JSON object`,
        "the record is damaged: take that line out to read the rest",
      );
    }
  }
  return { lines, isCut: false };
}
