import { CONFIDENCE } from "./interval.ts";
import type { Interval } from "./interval.ts";
import { effectiveSizeOfDifferences } from "./effective-size.ts";
import { studentQuantile } from "./student.ts";

/** Σ numerators / Σ denominators, such as tokens per dollar over a run, and where the true ratio may lie. */
export interface RatioEstimate {
  readonly ratio: number;
  /** Absent for fewer than 2 (effective) pairs and when nothing was got at all. */
  readonly interval?: Interval;
}

/**
 * Ratio of sums with its interval, from pairs in the order of time; failed requests belong in (got nothing, cost something). All
 * finite and not negative. Undefined when the denominators sum to 0: free is not infinitely good value.
 *
 * The delta method (Cochran, "Sampling Techniques" 1977, 6.3–6.4: the residuals y - R·x), on the logarithm so that the interval stays
 * above 0, with Student's t. Chosen over a bootstrap because it covers better (simulated with skewed lengths and failures at
 * n = 10: 0.92–0.95 against 0.84–0.90), gives the same digits without a seed, and takes autocorrelation through the effective size.
 */
export function ratioOfSums(
  numerators: readonly number[],
  denominators: readonly number[],
  confidence = CONFIDENCE,
): RatioEstimate | undefined {
  const n = numerators.length;
  if (denominators.length !== n) throw new RangeError(`${n} values over ${denominators.length}`);
  if ([...numerators, ...denominators].some((value) => !(value >= 0 && Number.isFinite(value)))) {
    throw new RangeError("a ratio of sums needs finite values that are not negative");
  }
  const total = numerators.reduce((sum, value) => sum + value, 0);
  const ratio = total / denominators.reduce((sum, value) => sum + value, 0);
  if (!Number.isFinite(ratio)) return undefined;

  const residuals = numerators.map((value, index) => value - ratio * denominators[index]!);
  const { nEffective } = effectiveSizeOfDifferences(residuals);
  if (ratio === 0 || nEffective < 2) return { ratio };
  const squares = residuals.reduce((sum, residual) => sum + residual * residual, 0);
  const logError = (n / total) * Math.sqrt(squares / (n - 1) / nEffective);
  const factor = Math.exp(studentQuantile(1 - (1 - confidence) / 2, nEffective - 1) * logError);
  return { ratio, interval: { low: ratio / factor, high: ratio * factor } };
}
