import type { Category } from "../core/report.ts";
import type { ColumnId } from "./table-columns.ts";

/** What stays longest comes first: a page that is too narrow loses columns from the end of this list. */
const KEEP_ORDER = [
  "target",
  "speedP50",
  "ttftP50",
  "place",
  "ok",
  "monthlyCost",
  "ttftP95",
  "e2eP50",
  "ttfatP50",
  "e2eP95",
  "requestCost",
  "speedInterval",
  "value",
  "ttftInterval",
  "model",
  "distribution",
  "e2eInterval",
  "ttftDeviation",
  "speedDeviation",
  "e2eDeviation",
  "outputTokens",
  "totalCost",
  "speedP95",
] as const satisfies readonly ColumnId[];

const DECIDES = {
  speed: "speedP50",
  ttft: "ttftP50",
  e2e: "e2eP50",
  value: "value",
} as const satisfies Record<Category, ColumnId>;

/** `KEEP_ORDER`, with the column that decides the order of the rows right after the names. */
export const keepOrder = (rankBy: Category): readonly ColumnId[] => [
  "target",
  DECIDES[rankBy],
  ...KEEP_ORDER.filter((id) => id !== "target" && id !== DECIDES[rankBy]),
];
