import { compact } from "../core/compact.ts";
import type { Distribution } from "../core/report.ts";
import { describe } from "../statistics/describe.ts";
import { median, quantile } from "../statistics/quantile.ts";
import { sorted } from "../statistics/sorted.ts";

/** Smallest n whose [min, max] covers the 95th percentile with 95 % confidence: 1 - 0.95^n >= 0.95. */
const P95_FLOOR = 59;

/** What a set of values looks like; undefined for an empty one. Percentiles are order statistics, never interpolated tails. */
export function distribution(values: readonly number[]): Distribution | undefined {
  const ascending = sorted(values);
  const description = describe(values);
  const p50 = median(ascending);
  const p95 = quantile(ascending, 0.95);
  if (description === undefined || p50 === undefined || p95 === undefined) return undefined;
  const { n, mean, stddev, min, max } = description;
  return compact({
    n,
    nEffective: n,
    mean,
    stddev,
    min,
    max,
    p50,
    p95,
    p95Bounded: n >= P95_FLOOR,
  });
}
