import { UsageError } from "../core/errors.ts";
import type { Report } from "../core/report.ts";
import type { Page } from "./formatter.ts";
import { FORMATTERS } from "./formatters.ts";
import type { Format } from "./formatters.ts";
import { wholeText } from "./pieces.ts";

/** The format of a file by its ending; the first that fits counts, so the longer one comes first. */
const ENDINGS: readonly (readonly [ending: string, format: Format])[] = [
  [".samples.csv", "csv-samples"],
  [".csv", "csv"],
  [".json", "json"],
  [".jsonl", "jsonl"],
  [".md", "markdown"],
  [".html", "html"],
  [".svg", "svg"],
  [".txt", "table"],
];

/**
 * The format that a path asks for by its ending, in whatever case.
 * @throws UsageError that lists the endings.
 */
export function formatOf(path: string): Format {
  const lower = path.toLowerCase();
  const found = ENDINGS.find(([ending]) => lower.endsWith(ending));
  if (found !== undefined) return found[1];
  const known = ENDINGS.map(([ending]) => ending).join(" ");
  throw new UsageError(
    `${path} does not say in which format it is wanted`,
    `let the name end in one of ${known}`,
  );
}

/** A page that is no terminal: what a table in a file looks like. */
export const FILE_PAGE: Page = {
  columns: 120,
  color: false,
  unicode: true,
  verbose: true,
  details: true,
};

/** A report as text in a format; what the format needs is loaded now. */
export async function render(report: Report, format: Format, page: Page): Promise<string> {
  const formatter = await FORMATTERS[format]();
  return wholeText(formatter(report, page));
}
