import type { ErrorSpread } from "../core/calibration.ts";
import { median, quantile } from "../statistics/quantile.ts";
import { sorted } from "../statistics/sorted.ts";

/** All that is asked about a set of errors. `p90` decides about the verdict and is not shown. */
export interface FullSpread extends ErrorSpread {
  readonly p90: number;
}

/**
 * Median and order statistics (type 1, x_(ceil(n·p))) of errors in milliseconds, signs kept; all 0 without a value. With fewer than
 * 100 values P99 is the largest of them.
 */
export function spreadOf(values: readonly number[]): FullSpread {
  const ascending = sorted(values);
  return {
    p50: median(ascending) ?? 0,
    p90: quantile(ascending, 0.9) ?? 0,
    p99: quantile(ascending, 0.99) ?? 0,
  };
}

/** The part that a report keeps. */
export const shownSpread = ({ p50, p99 }: ErrorSpread): ErrorSpread => ({ p50, p99 });
