/**
 * Adjusted p-values, in the order given, by Holm's step-down method (Holm 1979): rejecting where they are at most α keeps the
 * chance of any false rejection in the whole family at α, whatever the tests have to do with each other.
 */
export function holmAdjust(pValues: readonly number[]): number[] {
  const order = pValues.map((p, index) => ({ p, index })).toSorted((a, b) => a.p - b.p);
  const adjusted = pValues.map(() => 1);
  let largest = 0;
  for (const [step, { p, index }] of order.entries()) {
    largest = Math.max(largest, Math.min(1, p * (order.length - step)));
    adjusted[index] = largest;
  }
  return adjusted;
}

/** How many pairs there are among so many targets. */
export const pairsAmong = (targets: number): number => (targets * (targets - 1)) / 2;

/**
 * Fewest blocks with which an exact signed-rank test can separate any pair of so many targets under Holm: the least n with
 * 2 / 2^n <= α / pairs. 2 targets: 6, 3: 7, 5: 9, 10: 11. Below it no ranks can be told, whatever the numbers say. 0 when there is
 * nothing to compare.
 */
export function holmFloor(targets: number, alpha = 0.05): number {
  if (targets < 2) return 0;
  let n = 1;
  while (2 ** (1 - n) > alpha / pairsAmong(targets)) n++;
  return n;
}
