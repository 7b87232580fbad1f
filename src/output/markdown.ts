import { markdownTable } from "markdown-table";
import type { Report } from "../core/report.ts";
import { UNKNOWN } from "../text/quantity.ts";
import { calibrationText } from "./calibration-text.ts";
import { CROWN, crownsText } from "./crowns.ts";
import type { Formatter } from "./formatter.ts";
import { SIMULATED, SIMULATED_TEXT, methodOf, stoppedEarly, titleOf } from "./headline.ts";
import { labelNotes } from "./label-notes.ts";
import type { Note } from "./label-notes.ts";
import { columnNotes, markNotes } from "./legend.ts";
import { escapeMarkdown } from "./markdown-escape.ts";
import { countNotes, failureNotes, modelNotes, orderText } from "./notes.ts";
import { bySize, sizeName } from "./of-size.ts";
import { columnsOf } from "./table-columns.ts";
import { keepOrder } from "./table-keep-order.ts";
import type { ColumnId } from "./table-columns.ts";
import { fit } from "./table-fit.ts";
import { verdictOf } from "./verdict.ts";

/** What a code host shows without scrolling, about. */
const COLUMNS = 130;

const bullet = ({ about, text }: Note): string =>
  `- **${escapeMarkdown(about)}**: ${escapeMarkdown(text)}`;

/** The rows of a size as a table: a head of one line, as Markdown knows no other. */
function tableOf(report: Report): readonly [string, ReadonlySet<ColumnId>] {
  // Bars under a proportional font would say nothing.
  const all = columnsOf(report, { distribution: false });
  const columns = [...fit(all, COLUMNS, keepOrder(report.plan.rankBy))];
  const rows = (columns[0]?.[1].cells ?? []).map((_, row) =>
    columns.map(([, { cells }]) => escapeMarkdown(cells[row]?.text ?? "") || UNKNOWN),
  );
  const head = columns.map(([, column]) => escapeMarkdown(column.head.join(" ").trim()));
  const align = columns.map(([, column]) => (column.align === "right" ? "r" : "l"));
  return [markdownTable([head, ...rows], { align }), new Set(columns.map(([id]) => id))];
}

function sizePart(report: Report, isFirst: boolean): readonly [string, ReadonlySet<ColumnId>] {
  const [table, shown] = tableOf(report);
  const crowns = crownsText(report);
  const notes = [...failureNotes(report), ...labelNotes(report, isFirst)];
  const text = [
    `**${escapeMarkdown(verdictOf(report).join(" "), 2000)}**`,
    ...(crowns === undefined ? [] : [`${CROWN} ${escapeMarkdown(crowns)}`]),
    table,
    ...(notes.length === 0 ? [] : [notes.map(bullet).join("\n")]),
  ].join("\n\n");
  return [text, shown];
}

function methodPart(report: Report, shown: ReadonlySet<ColumnId>): string {
  const { calibration, environment, tool, startedAt, endedAt, methodVersion } = report;
  const order = orderText(report);
  const models = modelNotes(report).map(({ about, text }) => `${about} ${text}`);
  return [
    ...columnNotes(report, shown),
    ...markNotes(report, shown),
    ...countNotes(report),
    ...(order === undefined ? [] : [{ about: "Order", text: order }]),
    { about: "Models", text: models.join("; ") },
    { about: "Method", text: `${methodOf(report)}; method ${methodVersion}` },
    ...(calibration === undefined
      ? []
      : [{ about: "Measured here", text: calibrationText(calibration) }]),
    {
      about: "Machine",
      text: `${environment.cpu}, ${environment.cores} cores, ${environment.os} ${environment.arch}`,
    },
    { about: "When", text: `${startedAt} to ${endedAt}` },
    { about: "With", text: `speed-kings ${tool.version} (${tool.revision}), Bun ${tool.bun}` },
  ]
    .map(({ about, text }) => `- **${escapeMarkdown(about)}**: ${escapeMarkdown(text, 2000)}`)
    .join("\n");
}

/** The result for a README, an issue or a pull request: who won, the table, what must be known, how it was measured. */
export const formatMarkdown: Formatter = (report) => {
  const parts = bySize(report);
  const drawn = parts.map(([, part], index) => sizePart(part, index === 0));
  const shown = new Set(drawn.flatMap(([, columns]) => [...columns]));
  const stopped = stoppedEarly(report);
  return `${[
    `### ${escapeMarkdown(titleOf(report))}`,
    ...(report.simulated ? [`> **${SIMULATED}**: ${escapeMarkdown(SIMULATED_TEXT)}`] : []),
    ...(stopped === undefined ? [] : [`> ${escapeMarkdown(stopped)}`]),
    ...drawn.map(([text], index) =>
      parts.length === 1 ? text : `#### ${sizeName(parts[index]?.[0] ?? "file")}\n\n${text}`,
    ),
    "#### How this was measured",
    methodPart(report, shown),
  ].join("\n\n")}\n`;
};
