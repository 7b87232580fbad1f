import { stringify } from "csv-stringify/sync";
import { printable } from "../text/printable.ts";
import { inPieces } from "./pieces.ts";

/** What a cell may hold. What is not known is an empty cell, never 0. */
export type CsvValue = string | number | boolean | null | undefined;

/** One column: its name in the head, and what a row has in it. */
export type CsvColumn<Row> = readonly [name: string, read: (row: Row) => CsvValue];

// What a spreadsheet takes for the beginning of a formula (OWASP, CSV injection), and the apostrophe that tells it otherwise.
const FORMULA = /^[=+\-@＝＋－＠\t\r]/;

/** Text loses what a terminal would obey, and the power to be run; a number stays a number, also a negative one. */
function cell(value: CsvValue): string {
  if (value === undefined || value === null) return "";
  if (typeof value !== "string") return String(value);
  const text = printable(value);
  return FORMULA.test(text) || FORMULA.test(value) ? `'${text}` : text;
}

/** Tells spreadsheets, which would guess the encoding of this machine, that it is UTF-8. */
const MARK = "\ufeff";
const NOT_ASCII = /[^\0-\u007f]/;

/** CSV by RFC 4180: a head, CRLF, UTF-8. Begins with the mark for UTF-8 only where anything but ASCII is in it. */
export function* csvOf<Row>(
  columns: readonly CsvColumn<Row>[],
  rows: readonly Row[],
): Generator<string, void> {
  const lines = (cells: readonly (readonly string[])[]): string =>
    stringify([...cells], { record_delimiter: "windows" });
  const head = lines([columns.map(([name]) => name)]);
  const hasMore = rows.some((row) =>
    columns.some(([, read]) => {
      const value = read(row);
      return typeof value === "string" && NOT_ASCII.test(value) && NOT_ASCII.test(cell(value));
    }),
  );
  yield hasMore ? MARK + head : head;
  yield* inPieces(rows, (part) =>
    lines(part.map((row) => columns.map(([, read]) => cell(read(row))))),
  );
}
