import type { Cost, Report, TargetReport } from "../core/report.ts";
import { moneyScale, shortCount, tokensPerUsdScale } from "../text/money.ts";
import type { Scale } from "../text/quantity.ts";
import type { Standing } from "./standings.ts";
import { NOTHING } from "./table-metric-column.ts";
import type { Cell, Column } from "./table-metric-column.ts";
import { CROWN } from "./crowns.ts";

const costsOf = (standings: readonly Standing[]): readonly Cost[] =>
  standings.flatMap(({ target }) => target.cost ?? []);

/** Whether nothing is paid there, and not only that nothing came for which one pays. */
const isFree = ({ cost, attempts: { ok, total } }: TargetReport): boolean =>
  ok > 0 || (total > 0 && cost?.priceSource === "local");

function amountCell(target: TargetReport, amount: (cost: Cost) => number, scale: Scale): Cell {
  const { cost } = target;
  if (cost === null || Number.isNaN(amount(cost))) return NOTHING;
  if (amount(cost) === 0) return isFree(target) ? { text: "free" } : NOTHING;
  const text = scale.format(amount(cost));
  return cost.estimated ? { text: `~${text}`, role: "quiet" } : { text };
}

function amountColumn(
  standings: readonly Standing[],
  [head, unit]: readonly [string, string],
  amount: (cost: Cost) => number,
): Column | undefined {
  const costs = costsOf(standings);
  // Where nobody is paid there is nothing to tell apart.
  if (costs.every((cost) => amount(cost) === 0)) return undefined;
  const scale = moneyScale(costs.map(amount));
  return {
    head: [head, unit],
    align: "right",
    cells: standings.map(({ target }) => amountCell(target, amount, scale)),
  };
}

/** Mean cost of a measured request. */
export const requestCostColumn = (_: Report, standings: readonly Standing[]): Column | undefined =>
  amountColumn(standings, ["cost", "$/request"], ({ perRequestUsd }) => perRequestUsd);

/** What all requests of the run cost. */
export const totalCostColumn = (_: Report, standings: readonly Standing[]): Column | undefined =>
  amountColumn(standings, ["cost", "$ total"], ({ usd }) => usd);

/** What the volume that was asked for would cost in 30 days. */
export function monthlyCostColumn(_: Report, standings: readonly Standing[]): Column | undefined {
  const [first] = costsOf(standings).flatMap(({ monthly }) => monthly ?? []);
  if (first === undefined) return undefined;
  return amountColumn(
    standings,
    [`${shortCount(first.tokensPerDay)}/day`, "$/month"],
    ({ monthly }) => monthly?.usd ?? Number.NaN,
  );
}

/** Output tokens per dollar. */
export function valueColumn(_: Report, standings: readonly Standing[]): Column | undefined {
  const values = costsOf(standings).flatMap(({ tokensPerUsd }) => tokensPerUsd ?? []);
  if (values.length === 0) return undefined;
  const scale = tokensPerUsdScale(values);
  return {
    head: ["value", scale.unit],
    align: "right",
    cells: standings.map(({ target: { attempts, cost, crowns } }) => {
      if (cost?.tokensPerUsd === undefined || attempts.ok === 0) return NOTHING;
      const text = scale.format(cost.tokensPerUsd);
      if (crowns.includes("value")) return { text: `${CROWN} ${text}`, role: "leader" };
      return cost.estimated ? { text: `~${text}`, role: "quiet" } : { text };
    }),
  };
}
