import { CONFIDENCE } from "./interval.ts";
import type { Interval } from "./interval.ts";
import { normalQuantile } from "./normal.ts";
import { LARGEST_EXACT_TOTAL, mannWhitneyCdf } from "./rank-sum-distribution.ts";
import { sorted } from "./sorted.ts";
import type { Sorted } from "./sorted.ts";

/** b - a; an infinite value outweighs any finite one, and two infinite ones do not differ, as their ranks do not. */
const difference = (a: number, b: number): number => (a === b ? 0 : b - a);

/** How many of the m·n differences are at most `limit`: one walk, since they grow with b and fall with a. */
function countAtMost(a: Sorted, b: Sorted, limit: number): number {
  let count = 0;
  let first = 0;
  for (const larger of b) {
    while (first < a.length && difference(a[first]!, larger) > limit) first++;
    count += a.length - first;
  }
  return count;
}

const largestOf = (values: Sorted): number =>
  values.reduce(
    (size, value) => (Number.isFinite(value) ? Math.max(size, Math.abs(value)) : size),
    0,
  );

/**
 * The k-th smallest (from 1) of the m·n differences. Exact, and none is stored: it halves the range of doubles until one is left,
 * as `walshAverageAt` does.
 */
function differenceAt(a: Sorted, b: Sorted, k: number): number {
  if (countAtMost(a, b, Number.NEGATIVE_INFINITY) >= k) return Number.NEGATIVE_INFINITY;
  const largest = largestOf(a) + largestOf(b);
  if (countAtMost(a, b, largest) < k) return Number.POSITIVE_INFINITY;
  let high = largest;
  let low = 0 - largest;
  if (countAtMost(a, b, low) >= k) return low;
  // Half the doubles between -1 and 1 lie closer to 0 than anybody measures: to halve them all takes a thousand walks.
  if (countAtMost(a, b, 0) >= k && countAtMost(a, b, -Number.MIN_VALUE) < k) return 0;
  for (let middle = 0; low < middle && middle < high; middle = (low + high) / 2) {
    if (countAtMost(a, b, middle) >= k) high = middle;
    else low = middle;
  }
  return high;
}

/**
 * By how much the second of two independent samples typically exceeds the first: the median of all differences b - a (Hodges &
 * Lehmann 1963). exp() of it is the typical ratio when the values are logarithms. Undefined when one of them is empty.
 */
export function hodgesLehmannShift(a: readonly number[], b: readonly number[]): number | undefined {
  const pairs = a.length * b.length;
  if (pairs === 0) return undefined;
  const [first, second] = [sorted(a), sorted(b)];
  const lower = differenceAt(first, second, Math.ceil(pairs / 2));
  if (pairs % 2 === 1) return lower;
  const upper = differenceAt(first, second, pairs / 2 + 1);
  return lower === -upper ? 0 : (lower + upper) / 2;
}

/** Largest c with P(U < c) <= risk for two untied samples; 0 when there is none. */
function exactCut(m: number, n: number, risk: number): number {
  const cut = mannWhitneyCdf(m, n).findIndex((probability) => probability > risk);
  return Math.max(0, cut);
}

/** The same by the normal approximation with correction for continuity, the variance times `inflation`. */
function normalCut(m: number, n: number, risk: number, inflation: number): number {
  const deviation = Math.sqrt(((m * n * (m + n + 1)) / 12) * inflation);
  return Math.floor((m * n) / 2 + 0.5 + normalQuantile(risk) * deviation);
}

/**
 * Interval of the typical difference of two independent samples by inverting the Mann–Whitney test: from the c-th smallest to the
 * c-th largest difference (Moses 1953; Hollander, Wolfe & Chicken 2014, 4.3). Exact for up to 60 values of both. `inflation` as in
 * `mannWhitney`. Undefined when there are too few to reach the confidence (at 95 %: fewer than 4 and 4).
 */
export function shiftInterval(
  a: readonly number[],
  b: readonly number[],
  inflation = 1,
  confidence = CONFIDENCE,
): Interval | undefined {
  const [m, n] = [a.length, b.length];
  const risk = (1 - confidence) / 2;
  const isExact = inflation <= 1 && m + n <= LARGEST_EXACT_TOTAL;
  const cut = isExact ? exactCut(m, n, risk) : normalCut(m, n, risk, inflation);
  if (!(cut >= 1)) return undefined;
  const [first, second] = [sorted(a), sorted(b)];
  return {
    low: differenceAt(first, second, cut),
    high: differenceAt(first, second, m * n + 1 - cut),
  };
}
