import { UsageError } from "../core/errors.ts";
import type { Report } from "../core/report.ts";
import type { Formatter, Page } from "../output/formatter.ts";
import { FORMATTERS } from "../output/formatters.ts";
import type { Format } from "../output/formatters.ts";
import { piecesOf } from "../output/pieces.ts";
import { printable, toAscii } from "../text/printable.ts";

type Pieces = Generator<string, void>;

/** What stands around the pieces of the run at `index` of several. */
type Join = (pieces: Iterable<string>, index: number, name: string, page: Page) => Pieces;

/** How several runs stand in one text. */
interface Joining {
  readonly one: Join;
  /** After the last one. */
  readonly end?: string;
}

function* headed(pieces: Iterable<string>, index: number, name: string, page: Page): Pieces {
  const heading = `==> ${printable(name)} <==\n`;
  yield `${index === 0 ? "" : "\n"}${page.unicode ? heading : toAscii(heading)}`;
  yield* pieces;
}

/** The columns of CSV say which run a row is of, so one head is enough: the first piece, whether or not it has a mark. */
function* underOneHead(pieces: Iterable<string>, index: number): Pieces {
  let isHead = index > 0;
  for (const piece of pieces) {
    if (!isHead) yield piece;
    isHead = false;
  }
}

/** The line break at the end of a report gives way to a comma. */
function* asListed(pieces: Iterable<string>, index: number): Pieces {
  let last = index === 0 ? "[\n" : ",\n";
  for (const piece of pieces) {
    yield last;
    last = piece;
  }
  yield last.trimEnd();
}

function* apart(pieces: Iterable<string>, index: number): Pieces {
  if (index > 0) yield "\n";
  yield* pieces;
}

function* asTheyAre(pieces: Iterable<string>): Pieces {
  yield* pieces;
}

/** A format without a row here holds one run only. */
const JOININGS: Readonly<Partial<Record<Format, Joining>>> = {
  table: { one: headed },
  json: { one: asListed, end: "\n]\n" },
  jsonl: { one: asTheyAre },
  markdown: { one: apart },
  csv: { one: underOneHead },
  "csv-samples": { one: underOneHead },
};

/**
 * Runs as one text, in pieces: a single one as at its end, several each under its own heading; as JSON a list of reports, as CSV
 * rows under one head.
 * @throws UsageError for several in a format that holds one.
 */
export async function renderRuns(
  runs: readonly { readonly name: string; readonly report: Report }[],
  format: Format,
  page: Page,
): Promise<Iterable<string>> {
  const formatter = await FORMATTERS[format]();
  const [first] = runs;
  if (first !== undefined && runs.length === 1) return piecesOf(formatter(first.report, page));
  const joining = JOININGS[format];
  if (joining === undefined) {
    throw new UsageError(
      `${format} shows one run, not ${runs.length}`,
      "give one run, or another format",
    );
  }
  return joined(runs, formatter, joining, page);
}

function* joined(
  runs: readonly { readonly name: string; readonly report: Report }[],
  formatter: Formatter,
  { one, end = "" }: Joining,
  page: Page,
): Pieces {
  for (const [index, { name, report }] of runs.entries()) {
    yield* one(piecesOf(formatter(report, page)), index, name, page);
  }
  yield end;
}
