/** Moments and ends of a set of values, in their own unit. Descriptive only: no interval and no rank comes from them. */
export interface Description {
  readonly n: number;
  /** `+Infinity` as soon as one value is. */
  readonly mean: number;
  /** With n - 1. Absent for a single value and when a value is infinite. */
  readonly stddev?: number;
  readonly min: number;
  readonly max: number;
}

/**
 * Describes the values; undefined when there are none. Throws a RangeError for NaN or `-Infinity`.
 *
 * Corrected two-pass algorithm: Chan, Golub & LeVeque (1983), "Algorithms for computing the sample variance", eq. 1.7. It keeps
 * its digits when the mean is a billion times the spread.
 */
export function describe(values: readonly number[]): Description | undefined {
  const n = values.length;
  if (n === 0) return undefined;
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (!(value > Number.NEGATIVE_INFINITY)) throw new RangeError(`cannot describe ${value}`);
    min = Math.min(min, value);
    max = Math.max(max, value);
  }
  if (max === Number.POSITIVE_INFINITY) return { n, mean: max, min, max };

  const rough = values.reduce((sum, value) => sum + value / n, 0);
  let offset = 0;
  let squares = 0;
  for (const value of values) {
    const distance = value - rough;
    offset += distance;
    squares += distance * distance;
  }
  // Rounding may put the mean of equal values a hair outside of them.
  const mean = Math.min(max, Math.max(min, rough + offset / n));
  if (n === 1) return { n, mean, min, max };
  const variance = Math.max(0, squares - (offset * offset) / n) / (n - 1);
  return { n, mean, stddev: min === max ? 0 : Math.sqrt(variance), min, max };
}
