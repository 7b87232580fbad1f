import type { Cost, Label } from "../core/report.ts";
import type { Sample } from "../core/sample.ts";
import { ratioOfSums } from "../statistics/ratio-interval.ts";

/** What the attempts of one target at one size cost, by somebody who knows prices. */
export interface Bill {
  /** Without tokens per dollar; null when not known. */
  readonly cost: Cost | null;
  /** Output tokens and dollars of each measured attempt, in the order of time. */
  readonly pairs: { readonly outputTokens: readonly number[]; readonly usd: readonly number[] };
  readonly labels: readonly Label[];
}

/** The bill for all attempts of a target at one size: warm-up, failures and retries included. */
export type BillOf = (target: string, samples: readonly Sample[]) => Bill;

/**
 * The cost with its value: output tokens over dollars, both summed over the measured attempts. Absent where nothing was paid, and
 * where nothing was counted.
 */
export function valuedCost({ cost, pairs }: Bill): Cost | null {
  if (cost === null) return null;
  const value = ratioOfSums(pairs.outputTokens, pairs.usd);
  if (value === undefined || value.ratio === 0) return cost;
  const { ratio, interval } = value;
  return {
    ...cost,
    tokensPerUsd: ratio,
    ...(interval === undefined ? {} : { tokensPerUsdInterval: [interval.low, interval.high] }),
  };
}
