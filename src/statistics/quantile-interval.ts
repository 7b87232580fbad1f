import { binomialMass } from "./binomial.ts";
import { CONFIDENCE } from "./interval.ts";
import type { Interval } from "./interval.ts";
import type { Sorted } from "./sorted.ts";

/** Ranks, from 1, of the order statistics at the two ends, and the probability that they enclose the true quantile. */
export interface RankedInterval extends Interval {
  /** Exact for independent values: at least what was asked for. */
  readonly coverage: number;
}

function check(p: number, confidence: number): void {
  if (!(p > 0 && p < 1 && confidence > 0 && confidence < 1)) {
    throw new RangeError(`no interval for the quantile ${p} at confidence ${confidence}`);
  }
}

/**
 * Fewest independent values for which smallest and largest enclose the p-quantile with this confidence: the least n with
 * 1 - p^n - (1-p)^n >= confidence. At 95 %: P50 6, P90 29, P95 59, P99 299. David & Nagaraja, "Order Statistics" (2003), 7.1.
 */
export function sampleFloor(p: number, confidence = CONFIDENCE): number {
  check(p, confidence);
  const larger = Math.max(p, 1 - p);
  // Forgetting the smaller power can only make n too small.
  let n = Math.max(2, Math.floor(Math.log1p(-confidence) / Math.log(larger)));
  while (1 - larger ** n - (1 - larger) ** n < confidence) n++;
  return n;
}

/** P(B <= k) for every k of 0..n-1. Beyond ten standard deviations the probabilities are below 1e-20 and taken as none. */
function cumulative(n: number, p: number): Float64Array {
  const reach = 10 * Math.sqrt(n * p * (1 - p)) + 10;
  const table = new Float64Array(n);
  let sum = 0;
  for (let k = 0; k < n; k++) {
    if (Math.abs(k - n * p) <= reach) sum += binomialMass(k, n, p);
    table[k] = sum;
  }
  return table;
}

/**
 * The narrowest pair of order statistics that encloses the p-quantile with at least this confidence, by the exact binomial
 * distribution: min(high - low) with P(low <= B < high) >= confidence, B ~ Binomial(n, p); among equals the one whose two tails
 * are most alike, and of two mirror images the lower. Distribution-free. David & Nagaraja (2003), 7.1. Undefined below `sampleFloor`.
 */
export function quantileRanks(
  n: number,
  p: number,
  confidence = CONFIDENCE,
): RankedInterval | undefined {
  if (n < sampleFloor(p, confidence)) return undefined;
  const table = cumulative(n, p);
  let best: RankedInterval | undefined;
  let bestSkew = Number.POSITIVE_INFINITY;
  let high = 2;
  for (let low = 1; low < n; low++) {
    const below = table[low - 1]!;
    high = Math.max(high, low + 1);
    while (high <= n && table[high - 1]! - below < confidence) high++;
    if (high > n) break;
    const within = table[high - 1]!;
    const width = best === undefined ? Number.POSITIVE_INFINITY : best.high - best.low;
    const skew = Math.abs(below - (1 - within));
    if (high - low < width || (high - low === width && skew < bestSkew - 1e-9)) {
      best = { low, high, coverage: within - below };
      bestSkew = skew;
    }
  }
  return best;
}

/**
 * The same for n values that carry the information of only `nEffective` independent ones: ranks are chosen for `nEffective` and
 * stretched to n, outwards. Floors hold for `nEffective`. Simulated coverage of nominal 95 %: 0.91–1.00 at autocorrelation 0.6,
 * where the plain ranks fall to 0.74–0.88.
 */
export function stretchedRanks(
  n: number,
  p: number,
  nEffective: number,
  confidence = CONFIDENCE,
): RankedInterval | undefined {
  if (!(nEffective <= n)) throw new RangeError(`${nEffective} effective values among ${n}`);
  const ranks = quantileRanks(nEffective, p, confidence);
  if (ranks === undefined) return undefined;
  const low = Math.floor((ranks.low * n) / nEffective);
  const high = Math.ceil((ranks.high * n) / nEffective);
  return { low, high, coverage: ranks.coverage };
}

/** Confidence interval of the p-quantile, in the unit of the values; undefined when `nEffective` is below `sampleFloor`. */
export function quantileInterval(
  values: Sorted,
  p: number,
  nEffective: number = values.length,
  confidence = CONFIDENCE,
): RankedInterval | undefined {
  const ranks = stretchedRanks(values.length, p, nEffective, confidence);
  if (ranks === undefined) return undefined;
  const { coverage } = ranks;
  return { low: values[ranks.low - 1]!, high: values[ranks.high - 1]!, coverage };
}
