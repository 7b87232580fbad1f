import { CONFIDENCE } from "./interval.ts";
import type { Interval } from "./interval.ts";
import { normalQuantile } from "./normal.ts";
import { LARGEST_EXACT, signedSumCounts } from "./signed-rank-distribution.ts";
import { sorted } from "./sorted.ts";
import { walshAverage, walshAverageAt } from "./walsh.ts";

/**
 * The typical difference: the median of all averages of two differences (Hodges & Lehmann 1963). exp() of it is the typical ratio
 * when the differences are log-ratios. Infinite only when about 30 % of the differences are. Undefined for an empty list.
 */
export function hodgesLehmann(differences: readonly number[]): number | undefined {
  const values = sorted(differences);
  const averages = (values.length * (values.length + 1)) / 2;
  if (averages === 0) return undefined;
  const lower = walshAverageAt(values, Math.ceil(averages / 2));
  return averages % 2 === 1 ? lower : walshAverage(lower, walshAverageAt(values, averages / 2 + 1));
}

/** Largest c with P(W < c) <= risk for the untied signed-rank statistic W of n differences; 0 when there is none. */
function exactCut(n: number, risk: number): number {
  const counts = signedSumCounts(Array.from({ length: n }, (_, index) => index + 1));
  let cut = 0;
  for (let tail = counts[0]!; tail <= risk * 2 ** n; tail += counts[cut]!) cut++;
  return cut;
}

/** The same by the normal approximation with correction for continuity, the variance times `inflation`. */
function normalCut(n: number, risk: number, inflation: number): number {
  const deviation = Math.sqrt(((n * (n + 1) * (2 * n + 1)) / 24) * inflation);
  return Math.floor((n * (n + 1)) / 4 + 0.5 + normalQuantile(risk) * deviation);
}

/**
 * Interval of the typical difference by inverting the signed-rank test: from the c-th smallest to the c-th largest of the Walsh
 * averages (Tukey 1949; Hollander, Wolfe & Chicken 2014, 3.3). Exact for up to 50 independent differences. With fewer effective
 * than real ones the statistic varies n / nEffective times as much, and the interval widens accordingly.
 * Undefined when there are too few to reach the confidence (fewer than 6 at 95 %).
 */
export function hodgesLehmannInterval(
  differences: readonly number[],
  nEffective: number = differences.length,
  confidence = CONFIDENCE,
): Interval | undefined {
  const values = sorted(differences);
  const n = values.length;
  const risk = (1 - confidence) / 2;
  const independent = nEffective >= n;
  const cut =
    independent && n <= LARGEST_EXACT ? exactCut(n, risk) : normalCut(n, risk, n / nEffective);
  if (!(cut >= 1)) return undefined;
  const high = walshAverageAt(values, (n * (n + 1)) / 2 + 1 - cut);
  return { low: walshAverageAt(values, cut), high };
}
