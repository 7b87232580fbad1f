import type { Formatter } from "./formatter.ts";

// A string in JSON cannot hold a line break, so this never touches the inside of one.
const BROKEN_ROW_OF_NUMBERS = /\[\n\s+(-?[\d.e+-]+(?:,\n\s+-?[\d.e+-]+)*)\n\s+\]/gi;

/**
 * The whole report, two spaces deep. Rows of numbers (the reads of a sample, hundreds a response) keep to one line each: a run
 * would else print a line for every number of them.
 */
export const formatJson: Formatter = (report) =>
  `${JSON.stringify(report, null, 2).replace(
    BROKEN_ROW_OF_NUMBERS,
    (_, numbers: string) => `[${numbers.replace(/,\n\s+/g, ", ")}]`,
  )}\n`;
