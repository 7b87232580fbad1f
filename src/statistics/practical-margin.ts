import type { Interval } from "./interval.ts";

/** Differences below 2 % are nobody's reason to choose a provider. */
const SMALLEST_MARGIN = 0.02;

/**
 * The difference, as a share, that a pair must exceed to count: 2 %, or twice our own error as a share of the median where that is
 * more. `ownError` and `median` in one unit.
 */
export const practicalMargin = (ownError: number, median: number): number =>
  Math.max(SMALLEST_MARGIN, median > 0 ? (2 * ownError) / median : 0);

/** Whether a whole interval of ratios lies outside of [1/(1+margin), 1+margin]: then the difference matters in practice. */
export const clearsMargin = (ratio: Interval, margin: number): boolean =>
  ratio.low > 1 + margin || ratio.high < 1 / (1 + margin);
