import type { Cost, Label } from "../core/report.ts";
import type { Sample } from "../core/sample.ts";
import { ratioOfSums } from "../statistics/ratio-interval.ts";
import type { CostOf } from "./contests.ts";
import { paidTokens } from "./token-basis.ts";
import type { TokenBasis } from "./token-basis.ts";

/** What the attempts of one target at one size cost, by somebody who knows prices. */
export interface Bill {
  /** Without tokens per dollar; null when not known. */
  readonly cost: Cost | null;
  readonly labels: readonly Label[];
}

/** The bill for all attempts of a target at one size: warm-up, failures and retries included. */
export type BillOf = (target: string, samples: readonly Sample[]) => Bill;

/**
 * The cost with its value: output tokens over dollars, both summed over the measured attempts among `samples`; failed ones got
 * little and cost something. Absent where nothing was paid, and where nothing was counted.
 */
export function valuedCost(
  cost: Cost | null,
  samples: readonly Sample[],
  costOf: CostOf,
  basis: TokenBasis,
): Cost | null {
  if (cost === null) return null;
  const measured = samples.filter(({ phase }) => phase === "measured");
  const value = ratioOfSums(
    measured.map((sample) => paidTokens(sample, basis) ?? 0),
    measured.map((sample) => costOf(sample) ?? 0),
  );
  if (value === undefined || value.ratio === 0) return cost;
  const { ratio, interval } = value;
  return {
    ...cost,
    tokensPerUsd: ratio,
    ...(interval === undefined ? {} : { tokensPerUsdInterval: [interval.low, interval.high] }),
  };
}
