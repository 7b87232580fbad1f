import { UsageError } from "../core/errors.ts";
import type { Report } from "../core/report.ts";
import type { Page } from "../output/formatter.ts";
import { render } from "../output/format-of.ts";
import type { Format } from "../output/formatters.ts";
import { printable, toAscii } from "../text/printable.ts";

/** A run as text, and what it is called. */
interface Rendered {
  readonly name: string;
  readonly text: string;
}

type Join = (runs: readonly Rendered[], page: Page) => string;

const headed: Join = (runs, page) => {
  const heading = (name: string): string => `==> ${printable(name)} <==`;
  return runs
    .map(({ name, text }) => `${page.unicode ? heading(name) : toAscii(heading(name))}\n${text}`)
    .join("\n");
};

/** The columns of CSV say which run a row is of, so one head is enough. */
const underOneHead: Join = (runs) =>
  runs
    .map(({ text }, index) => (index === 0 ? text : text.slice(text.indexOf("\r\n") + 2)))
    .join("");

/** How several runs stand in one text. A format without a row here holds one run only. */
const JOINS: Readonly<Partial<Record<Format, Join>>> = {
  table: headed,
  json: (runs) => `[\n${runs.map(({ text }) => text.trimEnd()).join(",\n")}\n]\n`,
  jsonl: (runs) => runs.map(({ text }) => text).join(""),
  markdown: (runs) => runs.map(({ text }) => text).join("\n"),
  csv: underOneHead,
  "csv-samples": underOneHead,
};

/**
 * Runs as one text: a single one as at its end, several each under its own heading; as JSON a list of reports, as CSV rows
 * under one head.
 * @throws UsageError for several in a format that holds one.
 */
export async function renderRuns(
  runs: readonly { readonly name: string; readonly report: Report }[],
  format: Format,
  page: Page,
): Promise<string> {
  const [first] = runs;
  if (first !== undefined && runs.length === 1) return render(first.report, format, page);
  const join = JOINS[format];
  if (join === undefined) {
    throw new UsageError(
      `${format} shows one run, not ${runs.length}`,
      "give one run, or another format",
    );
  }
  const rendered: Rendered[] = [];
  for (const { name, report } of runs) {
    // One after the other: each may be large.
    // oxlint-disable-next-line no-await-in-loop
    rendered.push({ name, text: await render(report, format, page) });
  }
  return join(rendered, page);
}
