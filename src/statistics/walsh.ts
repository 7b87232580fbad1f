import type { Sorted } from "./sorted.ts";

/** Mean of two differences. An infinite one outweighs any finite one; two of opposite sign cancel, as their ranks do. */
export const walshAverage = (a: number, b: number): number => (a === -b ? 0 : (a + b) / 2);

/** How many of the n(n+1)/2 averages of two values (i <= j) are at most `limit`: one walk, since averages grow with either value. */
function countAtMost(values: Sorted, limit: number): number {
  let count = 0;
  let partner = values.length - 1;
  for (let first = 0; first < values.length && first <= partner; first++) {
    while (partner >= first && walshAverage(values[first]!, values[partner]!) > limit) partner--;
    count += partner - first + 1;
  }
  return count;
}

/**
 * The k-th smallest (from 1) of the n(n+1)/2 Walsh averages. Exact, yet none is stored: it halves the range of doubles until one
 * is left, counting in O(n) each time, so 2,000 blocks cost milliseconds and no memory where a list would hold two million.
 */
export function walshAverageAt(values: Sorted, k: number): number {
  if (countAtMost(values, Number.NEGATIVE_INFINITY) >= k) return Number.NEGATIVE_INFINITY;
  const largest = values.reduce(
    (size, value) => (Number.isFinite(value) ? Math.max(size, Math.abs(value)) : size),
    0,
  );
  if (countAtMost(values, largest) < k) return Number.POSITIVE_INFINITY;
  let high = largest;
  let low = 0 - largest;
  if (countAtMost(values, low) >= k) return low;
  for (let middle = 0; low < middle && middle < high; middle = (low + high) / 2) {
    if (countAtMost(values, middle) >= k) high = middle;
    else low = middle;
  }
  return high;
}
