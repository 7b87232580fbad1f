import type { RankInterval, Report, TargetReport } from "../core/report.ts";
import { count } from "../text/quantity.ts";
import { placeText } from "./standings.ts";
import type { Standing } from "./standings.ts";
import { NOTHING, metricColumn } from "./table-metric-column.ts";
import type { Cell, Column } from "./table-metric-column.ts";
import { printable } from "../text/printable.ts";

const column = (
  standings: readonly Standing[],
  layout: Omit<Column, "cells">,
  cell: (target: TargetReport, rank: RankInterval | undefined) => Cell,
): Column => ({ ...layout, cells: standings.map(({ target, rank }) => cell(target, rank)) });

/** A model's own name: hosts put accounts and paths before it. */
const shortModel = (model: string): string => model.slice(model.lastIndexOf("/") + 1);

/** Whether the first token of a target was not yet an answer: it reasons, and TTFAT says what TTFT does not. */
const reasons = ({ metrics }: TargetReport): boolean =>
  (metrics.ttfatMs?.p50 ?? 0) > (metrics.ttftMs?.p50 ?? Number.POSITIVE_INFINITY);

// Whose tokens a speed counts stands in its head: the two are not to be compared.
const SPEED_HEAD = { native: "speed", o200k: "o200k speed" } as const satisfies Record<
  Report["tokenBasis"],
  string
>;

/**
 * Every column, from left to right; `undefined` where a column has nothing to say in this run. A new column is a row here and a
 * name in `KEEP_ORDER`.
 */
const COLUMNS = [
  [
    "place",
    (rows) =>
      column(rows, { head: ["", "#"], align: "right" }, (_, rank) =>
        rank === undefined ? NOTHING : { text: placeText(rank) },
      ),
  ],
  [
    "target",
    (rows) =>
      column(rows, { head: ["", "target"], align: "left", min: 10 }, ({ id, attempts }, rank) => ({
        text: printable(id),
        ...(rank?.to === 1 ? { role: "leader" } : attempts.ok === 0 ? { role: "failure" } : {}),
      })),
  ],
  [
    "model",
    (rows) =>
      column(rows, { head: ["", "model"], align: "left", min: 16 }, ({ model }) => ({
        text: printable(shortModel(model)),
      })),
  ],
  ["speedP50", (rows, basis) => metricColumn(rows, SPEED_HEAD[basis], "outputSpeed", "p50")],
  [
    "speedInterval",
    (rows, basis) => metricColumn(rows, SPEED_HEAD[basis], "outputSpeed", "interval"),
  ],
  ["speedP95", (rows, basis) => metricColumn(rows, SPEED_HEAD[basis], "outputSpeed", "p95")],
  [
    "speedDeviation",
    (rows, basis) => metricColumn(rows, SPEED_HEAD[basis], "outputSpeed", "stddev"),
  ],
  ["ttftP50", (rows) => metricColumn(rows, "TTFT", "ttftMs", "p50")],
  ["ttftInterval", (rows) => metricColumn(rows, "TTFT", "ttftMs", "interval")],
  ["ttftP95", (rows) => metricColumn(rows, "TTFT", "ttftMs", "p95")],
  ["ttftDeviation", (rows) => metricColumn(rows, "TTFT", "ttftMs", "stddev")],
  [
    "ttfatP50",
    (rows) =>
      rows.some(({ target }) => reasons(target))
        ? metricColumn(rows, "TTFAT", "ttfatMs", "p50")
        : undefined,
  ],
  ["e2eP50", (rows) => metricColumn(rows, "E2E", "e2eMs", "p50")],
  ["e2eP95", (rows) => metricColumn(rows, "E2E", "e2eMs", "p95")],
  ["e2eDeviation", (rows) => metricColumn(rows, "E2E", "e2eMs", "stddev")],
  [
    "ok",
    (rows) =>
      column(rows, { head: ["", "ok"], align: "right" }, ({ attempts: { ok, total } }) => ({
        text: `${count(ok)}/${count(total)}`,
        ...(ok === 0 ? { role: "failure" } : ok < total ? { role: "warning" } : {}),
      })),
  ],
  [
    "outputTokens",
    (rows) =>
      column(rows, { head: ["output", "tokens"], align: "right" }, ({ tokens: { output } }) =>
        output === undefined ? NOTHING : { text: count(output) },
      ),
  ],
] as const satisfies readonly (readonly [
  string,
  (rows: readonly Standing[], basis: Report["tokenBasis"]) => Column | undefined,
])[];

export type ColumnId = (typeof COLUMNS)[number][0];

/** What stays longest comes first: a page that is too narrow loses columns from the end of this list. */
export const KEEP_ORDER = [
  "target",
  "speedP50",
  "ttftP50",
  "place",
  "ok",
  "ttftP95",
  "e2eP50",
  "ttfatP50",
  "e2eP95",
  "speedInterval",
  "ttftInterval",
  "model",
  "ttftDeviation",
  "e2eDeviation",
  "outputTokens",
  "speedDeviation",
  "speedP95",
] as const satisfies readonly ColumnId[];

/** The columns that this run has something to put in, from left to right. */
export function columnsOf(
  rows: readonly Standing[],
  basis: Report["tokenBasis"],
): ReadonlyMap<ColumnId, Column> {
  const found = new Map<ColumnId, Column>();
  for (const [id, make] of COLUMNS) {
    const made = make(rows, basis);
    if (made !== undefined) found.set(id, made);
  }
  return found;
}
