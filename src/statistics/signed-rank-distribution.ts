/** Up to here the distribution is counted out: 2^50 is exact in a double, and the work is nothing. */
export const LARGEST_EXACT = 50;

/**
 * In how many of the 2^n ways to give each of n whole numbers a plus or a minus the plus numbers sum to 0, 1, 2 …: the null
 * distribution of the signed-rank statistic, by dynamic programming (one number after the other). Ties are exact when the
 * mid-ranks are doubled to whole numbers. Hollander, Wolfe & Chicken, "Nonparametric Statistical Methods" (2014), 3.1.
 */
export function signedSumCounts(numbers: readonly number[]): Float64Array {
  const total = numbers.reduce((sum, value) => sum + value, 0);
  const counts = new Float64Array(total + 1);
  counts[0] = 1;
  let reached = 0;
  for (const value of numbers) {
    reached += value;
    for (let sum = reached; sum >= value; sum--) counts[sum]! += counts[sum - value]!;
  }
  return counts;
}
