import type { Report, TargetReport } from "../core/report.ts";
import type { Formatter, Page } from "./formatter.ts";
import { SIMULATED, SIMULATED_TEXT, methodOf, stoppedEarly, titleOf } from "./headline.ts";
import {
  calibrationNotes,
  columnNotes,
  failureNotes,
  labelNotes,
  markNotes,
  modelNotes,
  networkNotes,
} from "./notes.ts";
import type { Note } from "./notes.ts";
import { paintFor } from "../text/paint.ts";
import type { Paint } from "../text/paint.ts";
import { standings } from "./standings.ts";
import { columnsOf } from "./table-columns.ts";
import type { ColumnId } from "./table-columns.ts";
import { fit } from "./table-fit.ts";
import { drawGrid } from "./table-grid.ts";
import { verdictOf } from "./verdict.ts";
import { paragraph, toAscii } from "../text/printable.ts";

/** Labels that are shown unless all are asked for. */
const MOST_LABELS = 5;

type Shown = ReadonlySet<ColumnId>;

const flowing = (notes: readonly Note[]): string =>
  notes.map(({ about, text }) => `${about}: ${text}.`).join(" ");

/** One size: its rows, and what went wrong or must be known, a line each. */
function drawSize(report: Report, page: Page, paint: Paint): readonly [string, Shown] {
  const columns = fit(columnsOf(standings(report), report.tokenBasis), page.columns);
  const line = ({ about, text }: Note, role: "failure" | "warning"): string =>
    paragraph(`${paint[role](`${about}:`)} ${text}`, page.columns);
  const notes = [
    ...failureNotes(report).map((note) => line(note, "failure")),
    ...labelNotes(report, page.verbose ? Number.POSITIVE_INFINITY : MOST_LABELS).map((note) =>
      line(note, "warning"),
    ),
  ];
  const crown = page.unicode && report.targets.some(({ crowns }) => crowns.length > 0);
  const verdict = verdictOf(report).map((sentence, index) =>
    paragraph(`${crown && index === 0 ? "👑 " : ""}${sentence}`, page.columns),
  );
  const grid = drawGrid([...columns.values()], page, paint);
  const parts = [verdict.join("\n"), grid, notes.join("\n")];
  return [parts.filter((part) => part !== "").join("\n\n"), new Set(columns.keys())];
}

/** What the heads mean and how it was measured, dimmed. */
function drawLegend(report: Report, shown: Shown, page: Page, paint: Paint): string {
  const faint = (text: string): string =>
    paragraph(text, page.columns)
      .split("\n")
      .map((each) => paint.quiet(each))
      .join("\n");
  const listed = shown.has("model") && !page.verbose ? [] : modelNotes(report);
  const models = listed.map(({ about, text }) => `${about} ${text}`).join("; ");
  return [
    ...(models === "" ? [] : [faint(`Models: ${models}.`)]),
    faint(flowing([...columnNotes(report, shown), ...markNotes(report, shown)])),
    ...calibrationNotes(report).map(faint),
    ...(page.verbose ? networkNotes(report).map(faint) : []),
    faint(`Method: ${methodOf(report)}.`),
  ].join("\n");
}

/** The part of a report that is about one size. */
const ofSize = (report: Report, size: TargetReport["size"]): Report => ({
  ...report,
  targets: report.targets.filter((target) => target.size === size),
  comparisons: report.comparisons.filter((comparison) => comparison.size === size),
});

function drawTitle(report: Report, { columns }: Page, paint: Paint): string {
  const stopped = stoppedEarly(report);
  return [
    ...(report.simulated
      ? [paragraph(`${paint.alarm(`${SIMULATED}:`)} ${SIMULATED_TEXT}`, columns), ""]
      : []),
    paragraph(paint.title(titleOf(report)), columns),
    ...(stopped === undefined ? [] : [paragraph(paint.warning(stopped), columns)]),
  ].join("\n");
}

/**
 * The result for a person: a title, a table for each size with one row a target, and what is to be known about the numbers. Never
 * wider than the page; what gives way, and in which order, says `KEEP_ORDER`.
 */
export const formatTable: Formatter = (report, page) => {
  const paint = paintFor(page.color);
  const sizes = report.plan.sizes.map(({ size }) => size);
  const drawn = sizes.map((size) => drawSize(ofSize(report, size), page, paint));
  const shown = new Set(drawn.flatMap(([, columns]) => [...columns]));
  const text = [
    drawTitle(report, page, paint),
    ...drawn.map(([table], index) =>
      sizes.length === 1 ? table : `${paint.title(sizes[index] ?? "")}\n\n${table}`,
    ),
    drawLegend(report, shown, page, paint),
  ].join("\n\n");
  return `${page.unicode ? text : toAscii(text)}\n`;
};
