import { CATEGORIES } from "../core/report.ts";
import type { Category, Report } from "../core/report.ts";
import { count } from "../text/quantity.ts";
import { nameText, printable } from "../text/printable.ts";
import { reasonsAloud } from "./categories.ts";
import { isSoleFirst, rankText, standings } from "./standings.ts";
import type { Standing } from "./standings.ts";
import {
  monthlyCostColumn,
  requestCostColumn,
  totalCostColumn,
  valueColumn,
} from "./table-cost-columns.ts";
import { distributionColumn } from "./table-distribution-column.ts";
import { NOTHING, metricColumn } from "./table-metric-column.ts";
import type { Cell, Column } from "./table-metric-column.ts";

type MakeColumn = (report: Report, rows: readonly Standing[]) => Column | undefined;

const column =
  (layout: Omit<Column, "cells">, cell: (standing: Standing) => Cell): MakeColumn =>
  (_, rows) => ({ ...layout, cells: rows.map(cell) });

/** A model's own name: hosts put accounts and paths before it. */
export const shortModel = (model: string): string => model.slice(model.lastIndexOf("/") + 1);

// Whose tokens a speed counts stands in its head: the two are not to be compared.
const SPEED_HEAD = { native: "speed", o200k: "o200k speed" } as const satisfies Record<
  Report["tokenBasis"],
  string
>;

const speed =
  (statistic: Parameters<typeof metricColumn>[4]): MakeColumn =>
  (report, rows) =>
    metricColumn(report, rows, SPEED_HEAD[report.tokenBasis], "outputSpeed", statistic);

const time =
  (
    name: string,
    metric: "ttftMs" | "e2eMs",
    statistic: Parameters<typeof metricColumn>[4],
  ): MakeColumn =>
  (report, rows) =>
    metricColumn(report, rows, name, metric, statistic);

const targetCell = ({ rank, target: { id, attempts } }: Standing): Cell => ({
  text: nameText(id),
  ...(isSoleFirst(rank) ? { role: "leader" } : attempts.ok === 0 ? { role: "failure" } : {}),
});

const successCell = ({ target: { attempts } }: Standing): Cell => ({
  text: `${count(attempts.ok)}/${count(attempts.total)}`,
  ...(attempts.ok === 0
    ? { role: "failure" }
    : attempts.ok < attempts.total
      ? { role: "warning" }
      : {}),
});

/** What stands at the left of every table. */
const LEADING = [
  [
    "place",
    column({ head: ["", "#"], align: "right" }, ({ rank }) =>
      rank === undefined ? NOTHING : { text: rankText(rank) },
    ),
  ],
  ["target", column({ head: ["", "target"], align: "left", min: 10 }, targetCell)],
  [
    "model",
    column({ head: ["", "model"], align: "left", min: 16 }, ({ target }) => ({
      text: printable(shortModel(target.model), 500),
    })),
  ],
] as const satisfies readonly (readonly [string, MakeColumn])[];

/** Columns of a category stand together, the category of the order first. */
const OF_CATEGORY = {
  speed: [
    ["speedP50", speed("p50")],
    ["speedInterval", speed("interval")],
    ["speedP95", speed("p95")],
    ["speedDeviation", speed("stddev")],
  ],
  ttft: [
    ["ttftP50", time("TTFT", "ttftMs", "p50")],
    ["ttftInterval", time("TTFT", "ttftMs", "interval")],
    ["ttftP95", time("TTFT", "ttftMs", "p95")],
    ["ttftDeviation", time("TTFT", "ttftMs", "stddev")],
    [
      "ttfatP50",
      (report, rows) =>
        rows.some(({ target }) => reasonsAloud(target))
          ? metricColumn(report, rows, "TTFAT", "ttfatMs", "p50")
          : undefined,
    ],
  ],
  e2e: [
    ["e2eP50", time("E2E", "e2eMs", "p50")],
    ["e2eInterval", time("E2E", "e2eMs", "interval")],
    ["e2eP95", time("E2E", "e2eMs", "p95")],
    ["e2eDeviation", time("E2E", "e2eMs", "stddev")],
  ],
  value: [
    ["value", valueColumn],
    ["monthlyCost", monthlyCostColumn],
    ["requestCost", requestCostColumn],
    ["totalCost", totalCostColumn],
  ],
} as const satisfies Record<Category, readonly (readonly [string, MakeColumn])[]>;

const outputTokens = column(
  { head: ["output", "tokens"], align: "right" },
  ({ target: { tokens } }) =>
    tokens.output === undefined ? NOTHING : { text: count(tokens.output) },
);

const TRAILING = [
  ["ok", column({ head: ["", "ok"], align: "right" }, successCell)],
  [
    "outputTokens",
    (report, rows) =>
      rows.every(({ target }) => target.tokens.output === undefined)
        ? undefined
        : outputTokens(report, rows),
  ],
  ["distribution", distributionColumn],
] as const satisfies readonly (readonly [string, MakeColumn])[];

type Row =
  (typeof LEADING)[number] | (typeof OF_CATEGORY)[Category][number] | (typeof TRAILING)[number];

/** A new column is a row above, and a name in `table-keep-order.ts`. */
export type ColumnId = Row[0];

/**
 * The columns that this run has something to put in, from left to right; the picture of the distribution only where it is wanted, as
 * it looks at every sample. Wants a report of one size.
 */
export function columnsOf(
  report: Report,
  { distribution }: { readonly distribution: boolean },
): ReadonlyMap<ColumnId, Column> {
  const rows = standings(report);
  const { rankBy } = report.plan;
  const others = CATEGORIES.filter((category) => category !== rankBy);
  const made: readonly Row[] = [
    ...LEADING,
    ...[rankBy, ...others].flatMap((category): readonly Row[] => OF_CATEGORY[category]),
    ...TRAILING,
  ];
  const found = new Map<ColumnId, Column>();
  for (const [id, make] of made) {
    if (id === "distribution" && !distribution) continue;
    const built = make(report, rows);
    if (built !== undefined) found.set(id, built);
  }
  return found;
}
