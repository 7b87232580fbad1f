/** Up to so many values of both samples together the distribution is counted out: a few milliseconds, where 200 would take seconds. */
export const LARGEST_EXACT_TOTAL = 60;

/**
 * In how many ways `size` of the given whole numbers (0 or more) can be chosen so that they sum to 0, 1, 2 …: the null distribution
 * of the rank-sum statistic, by dynamic programming over one number after the other. Ties are exact when mid-ranks are doubled to
 * whole numbers. Counts beyond 2^53 are rounded, but only ever added, so each keeps about 14 digits. Hollander, Wolfe & Chicken,
 * "Nonparametric Statistical Methods" (2014), 4.1.
 */
export function subsetSumCounts(numbers: readonly number[], size: number): Float64Array {
  const width = numbers
    .toSorted((a, b) => b - a)
    .slice(0, size)
    .reduce((sum, value) => sum + value, 1);
  const counts = Array.from({ length: size + 1 }, () => new Float64Array(width));
  counts[0]![0] = 1;
  for (const [taken, value] of numbers.entries()) {
    for (let chosen = Math.min(size, taken + 1); chosen >= 1; chosen--) {
      const fewer = counts[chosen - 1]!;
      const row = counts[chosen]!;
      for (let sum = width - 1; sum >= value; sum--) row[sum]! += fewer[sum - value]!;
    }
  }
  return counts[size]!;
}

const untied = new Map<string, Float64Array>();

/**
 * P(U <= u) for u = 0 … m·n, where U is the Mann–Whitney statistic of two untied samples of m and n values from one distribution.
 */
export function mannWhitneyCdf(m: number, n: number): Float64Array {
  const key = `${m}/${n}`;
  const known = untied.get(key);
  if (known !== undefined) return known;
  const size = Math.min(m, n);
  // Chosen from 0, 1, 2 … instead of 1, 2, 3 …, a sum less its smallest possible value is U.
  const numbers = Array.from({ length: m + n }, (_, index) => index);
  const counts = subsetSumCounts(numbers, size).subarray((size * (size - 1)) / 2);
  const total = counts.reduce((sum, count) => sum + count, 0);
  let below = 0;
  const cdf = counts.map((count) => (below += count) / total);
  untied.set(key, cdf);
  return cdf;
}
