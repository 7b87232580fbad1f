// What a picture needs beyond the numbers of a report: positions to draw at, never numbers to read.

export interface Extent {
  readonly low: number;
  readonly high: number;
}

/** Smallest and largest of many values; undefined without any. */
export function extentOf(groups: Iterable<readonly number[]>): Extent | undefined {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const group of groups) {
    for (const value of group) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  return low <= high ? { low, high } : undefined;
}

/** How many of `values` lie in each of `bins` parts of `extent`, equal parts of its logarithm. */
export function logHistogram(
  values: readonly number[],
  { low, high }: Extent,
  bins: number,
): readonly number[] {
  const counts = Array.from({ length: bins }, () => 0);
  const span = Math.log(high / low);
  for (const value of values) {
    const share = span > 0 ? Math.log(value / low) / span : 0;
    const bin = Math.min(bins - 1, Math.max(0, Math.floor(share * bins)));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts;
}

/** At most `most` of `items`, evenly spaced, the first and the last among them. */
export function thinned<T>(items: readonly T[], most: number): readonly T[] {
  if (items.length <= most) return items;
  const step = (items.length - 1) / (most - 1);
  return Array.from({ length: most }, (_, index) => items[Math.round(index * step)]!);
}

/** Up to so many targets have all the points they want. */
const MANY = 4;

/** How many points each of `targets` gets where a few of them would get `most`: a page of twenty is not five times as large as one of four. */
export const pointsEach = (most: number, targets: number): number =>
  targets <= MANY ? most : Math.max(10, Math.floor((most * MANY) / targets));

/**
 * The steps of an empirical distribution function: at each value the share of all `total` attempts that were as fast or faster. It
 * ends below 1 where attempts failed. At most `most` steps.
 */
export function ecdf(
  values: readonly number[],
  total: number,
  most: number,
): readonly (readonly [value: number, share: number])[] {
  const ascending = Float64Array.from(values).toSorted();
  const steps = Array.from(ascending, (value, index) => [value, (index + 1) / total] as const);
  return thinned(steps, most);
}
