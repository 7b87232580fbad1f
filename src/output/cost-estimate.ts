import { money } from "../text/money.ts";
import { nameText } from "../text/printable.ts";

/** USD. */
interface CostRange {
  readonly low: number;
  readonly expected: number;
  readonly high: number;
}

/** What a run will cost, as far as that is known. */
export interface CostForecast {
  readonly total: CostRange;
  /** Without a range: its price is not known. */
  readonly targets: readonly { readonly target: string; readonly range?: CostRange }[];
}

/** `$0.0145 ($0.0093 to $0.021)`; `free`. */
export const rangeText = ({ low, expected, high }: CostRange): string =>
  high === 0 ? "free" : `${money(expected)} (${money(low)} to ${money(high)})`;

/** Whether the price of any target is known: else the total says nothing. */
export const isPriced = ({ targets }: CostForecast): boolean =>
  targets.some(({ range }) => range !== undefined);

/** What holds the run to its budget. */
export const budgetText = (usd: number): string =>
  `no new block starts once ${money(usd)} is spent`;

/** Names of the targets whose price is not known, and how to give it: one line, or none. */
export function unknownPriceLine(forecast: CostForecast): string | undefined {
  const { targets } = forecast;
  const unknown = targets.filter(({ range }) => range === undefined);
  const [first] = unknown;
  if (first === undefined) return undefined;
  const names = unknown.map(({ target }) => nameText(target)).join(", ");
  const effect = isPriced(forecast)
    ? `the estimate leaves ${unknown.length === 1 ? "it" : "them"} out`
    : "nobody can tell what this run costs";
  return `no price is known for ${names}, so ${effect}: give one with --price ${nameText(first.target)}=IN/OUT (USD per million tokens)`;
}

/**
 * What is said before anything is sent: all together, with the budget where the run has one already, then each target. Nothing
 * where nothing costs.
 */
export function forecastLines(
  forecast: CostForecast,
  budgetUsd: number | undefined,
): readonly string[] {
  const { total, targets } = forecast;
  const hint = unknownPriceLine(forecast);
  const hints = hint === undefined ? [] : [hint];
  if (total.high === 0) return hints;
  const known = targets.flatMap(({ target, range }) =>
    range === undefined ? [] : [`${nameText(target)} ${rangeText(range)}`],
  );
  return [
    `estimated cost: ${rangeText(total)}${budgetUsd === undefined ? "" : `; ${budgetText(budgetUsd)}`}`,
    ...(targets.length > 1 ? [`  ${known.join(", ")}`] : []),
    ...hints,
  ];
}
