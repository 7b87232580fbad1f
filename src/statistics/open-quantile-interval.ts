import { binomialCdf } from "./binomial.ts";
import { censoredQuantile } from "./censored-quantile.ts";
import { CONFIDENCE } from "./interval.ts";
import type { Interval } from "./interval.ts";
import type { CompletionCurve } from "./kaplan-meier.ts";
import type { Observation } from "./observation.ts";

/** Rank, from 1, of the largest order statistic that is above the quantile with at most this chance; 0 when there is none. */
function lowRank(n: number, p: number, risk: number): number {
  let rank = 0;
  while (rank < n && binomialCdf(rank, n, p) <= risk) rank++;
  return rank;
}

/**
 * Interval of the p-quantile whose ends may be open: each end alone is an exact one-sided bound (order statistics, B ~ Binomial(n, p)
 * with half of the risk a side), and the one that so few values cannot give is infinite. So even 20 values can show that a P95 is
 * above something, while it takes 72 to show that it is below. Conover, "Practical Nonparametric Statistics" (1999), 3.2.
 * `nEffective` as in `stretchedRanks`; a censored end is infinite above and its bound below.
 */
export function openQuantileInterval(
  curve: CompletionCurve,
  p: number,
  nEffective: number = curve.n,
  confidence = CONFIDENCE,
): Interval {
  const risk = (1 - confidence) / 2;
  const stretch = curve.n / nEffective;
  const at = (rank: number): Observation | undefined => censoredQuantile(curve, rank / curve.n);
  const low = Math.floor(lowRank(nEffective, p, risk) * stretch);
  // P(B >= u) <= risk mirrors P(n - B <= n - u) <= risk.
  const fromAbove = lowRank(nEffective, 1 - p, risk);
  const high = Math.ceil((nEffective + 1 - fromAbove) * stretch);
  const lower = low >= 1 ? at(low)?.value : undefined;
  const upper = fromAbove >= 1 && high <= curve.n ? at(high) : undefined;
  return {
    low: lower ?? Number.NEGATIVE_INFINITY,
    high: upper === undefined || upper.censored ? Number.POSITIVE_INFINITY : upper.value,
  };
}
