import type { Cost, Report } from "../core/report.ts";
import { moneyScale, shortCount, tokensPerUsdScale } from "../text/money.ts";
import type { Scale } from "../text/quantity.ts";
import type { Standing } from "./standings.ts";
import { NOTHING } from "./table-metric-column.ts";
import type { Cell, Column } from "./table-metric-column.ts";
import { CROWN } from "./crowns.ts";

const costsOf = (standings: readonly Standing[]): readonly Cost[] =>
  standings.flatMap(({ target }) => target.cost ?? []);

function amountCell(cost: Cost | null, amount: (cost: Cost) => number, scale: Scale): Cell {
  if (cost === null) return NOTHING;
  if (Number.isNaN(amount(cost))) return NOTHING;
  if (amount(cost) === 0) return { text: "free" };
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
    cells: standings.map(({ target }) => amountCell(target.cost, amount, scale)),
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
    cells: standings.map(({ target: { cost, crowns } }) => {
      if (cost?.tokensPerUsd === undefined) return NOTHING;
      const text = scale.format(cost.tokensPerUsd);
      if (crowns.includes("value")) return { text: `${CROWN} ${text}`, role: "leader" };
      return cost.estimated ? { text: `~${text}`, role: "quiet" } : { text };
    }),
  };
}
