import type { Report } from "../core/report.ts";
import type { Formatter, Page } from "./formatter.ts";
import { calibrationText } from "./calibration-text.ts";
import { CROWN, crownsText } from "./crowns.ts";
import { SIMULATED, SIMULATED_TEXT, methodOf, stoppedEarly, titleOf } from "./headline.ts";
import { shownLabels } from "./label-notes.ts";
import type { Note } from "./label-notes.ts";
import { columnNotes, markNotes } from "./legend.ts";
import { countNotes, failureNotes, modelNotes, orderText } from "./notes.ts";
import { bySize, sizeName } from "./of-size.ts";
import { paintFor } from "../text/paint.ts";
import type { Paint, Role } from "../text/paint.ts";
import { dividerOf } from "./standings.ts";
import { columnsOf } from "./table-columns.ts";
import { keepOrder } from "./table-keep-order.ts";
import type { ColumnId } from "./table-columns.ts";
import { drawDetails } from "./table-details.ts";
import { fit } from "./table-fit.ts";
import { drawGrid } from "./table-grid.ts";
import { paragraph, toAscii } from "../text/printable.ts";
import { verdictOf } from "./verdict.ts";

type Shown = ReadonlySet<ColumnId>;

/** Below this many columns a picture of the distribution would cost a number. */
const WIDE = 140;

const flowing = (notes: readonly Note[]): string =>
  notes.map(({ about, text }) => `${about}: ${text}.`).join(" ");

const paragraphs = (lines: readonly string[], columns: number, look: (text: string) => string) =>
  lines.map((line) => paragraph(line, columns).split("\n").map(look).join("\n"));

/** Who won, in words. */
function drawVerdict(report: Report, { columns }: Page, paint: Paint): string {
  const crowns = crownsText(report);
  return [
    ...paragraphs([verdictOf(report).join(" ")], columns, paint.title),
    ...(crowns === undefined ? [] : paragraphs([`${CROWN} ${crowns}`], columns, paint.leader)),
  ].join("\n");
}

const LABEL_ROLES = { void: "failure", warn: "warning", inform: "quiet" } as const satisfies Record<
  string,
  Role
>;

/** What went wrong, and what must be known of the numbers, a line each. */
function drawNotes(report: Report, ofRun: boolean, page: Page, paint: Paint): readonly string[] {
  const line = ({ about, text }: Note, role: Role): string =>
    paragraph(`${paint[role](`${about}:`)} ${text}`, page.columns);
  const { notes, more } = shownLabels(report, { ofRun, all: page.verbose });
  return [
    ...failureNotes(report).map((note) => line(note, "failure")),
    ...notes.map((note) => line(note, LABEL_ROLES[note.effect])),
    ...(more === 0
      ? []
      : paragraphs([`and ${more} more: --verbose shows them`], page.columns, paint.quiet)),
  ];
}

/** One size: the verdict, its rows, and the notes to them. */
function drawSize(
  report: Report,
  isFirst: boolean,
  page: Page,
  paint: Paint,
): readonly [string, Shown] {
  const all = columnsOf(report, { distribution: page.columns >= WIDE });
  const columns = fit(all, page.columns, keepOrder(report.plan.rankBy));
  const grid = drawGrid([...columns.values()], page, paint, dividerOf(report));
  // What holds for the run as a whole is said once.
  const notes = drawNotes(report, isFirst, page, paint);
  const text = [
    drawVerdict(report, page, paint),
    grid,
    ...(notes.length === 0 ? [] : [notes.join("\n")]),
    ...(page.details ? drawDetails(report, page, paint) : []),
  ].join("\n\n");
  return [text, new Set(columns.keys())];
}

/** What the heads mean and how it was measured, dimmed. */
function drawLegend(report: Report, shown: Shown, page: Page, paint: Paint): string {
  const listed = shown.has("model") && !page.verbose ? [] : modelNotes(report);
  const models = listed.map(({ about, text }) => `${about} ${text}`).join("; ");
  const { calibration } = report;
  const order = orderText(report);
  const lines = [
    ...(models === "" ? [] : [`Models: ${models}.`]),
    flowing([...columnNotes(report, shown), ...markNotes(report, shown)]),
    flowing(countNotes(report)),
    ...(order === undefined ? [] : [`Order: ${order}.`]),
    ...(calibration === undefined ? [] : [`Measured here: ${calibrationText(calibration)}.`]),
    `Method: ${methodOf(report)}.`,
  ];
  return paragraphs(
    lines.filter((line) => line !== ""),
    page.columns,
    paint.quiet,
  ).join("\n");
}

function drawTitle(report: Report, { columns }: Page, paint: Paint): string {
  const stopped = stoppedEarly(report);
  return [
    ...(report.simulated
      ? [paragraph(`${paint.alarm(`${SIMULATED}:`)} ${SIMULATED_TEXT}`, columns), ""]
      : []),
    paragraph(titleOf(report), columns),
    ...(stopped === undefined ? [] : [paragraph(paint.warning(stopped), columns)]),
  ].join("\n");
}

/**
 * The result for a person: who won, in words, a table for each size with one row a target, and what is to be known about the numbers.
 * Never wider than the page; what gives way, and in which order, says `keepOrder`.
 */
export const formatTable: Formatter = (report, page) => {
  const paint = paintFor(page.color);
  const parts = bySize(report);
  const drawn = parts.map(([, part], index) => drawSize(part, index === 0, page, paint));
  const shown = new Set(drawn.flatMap(([, columns]) => [...columns]));
  const text = [
    drawTitle(report, page, paint),
    ...drawn.map(([table], index) =>
      parts.length === 1
        ? table
        : `${paint.title(sizeName(parts[index]?.[0] ?? "file"))}\n\n${table}`,
    ),
    drawLegend(report, shown, page, paint),
  ].join("\n\n");
  return `${page.unicode ? text : toAscii(text)}\n`;
};
