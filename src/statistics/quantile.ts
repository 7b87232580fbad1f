import type { Sorted } from "./sorted.ts";

/** Rank, from 1, of the type-1 quantile: ceil(n·p), and not one more because 0.07 · 100 is 7.000000000000001. */
const quantileRank = (n: number, p: number): number =>
  Math.min(n, Math.max(1, Math.ceil(n * p - 1e-9)));

/**
 * Quantile by the inverse of the empirical distribution function, x_(ceil(n·p)): type 1 of Hyndman & Fan (1996). Always one of
 * the values, so it may be `+Infinity`, and it needs no arithmetic on failures. Undefined when there are no values.
 */
export const quantile = (values: Sorted, p: number): number | undefined =>
  values[quantileRank(values.length, p) - 1];

/**
 * The middle value, or the mean of the two middle ones; undefined when there are no values. When the upper of the two is
 * infinite so is the median: taking the lower one would let half the requests fail and look the faster for it.
 */
export function median(values: Sorted): number | undefined {
  const lower = quantile(values, 0.5);
  const upper = values[Math.floor(values.length / 2)];
  if (lower === undefined || upper === undefined || lower === upper) return lower;
  return Number.isFinite(lower) ? lower + (upper - lower) / 2 : upper;
}
