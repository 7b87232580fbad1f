import { describe } from "./describe.ts";
import { CONFIDENCE } from "./interval.ts";
import type { Interval } from "./interval.ts";
import { studentQuantile } from "./student.ts";

/**
 * Interval of the mean of finite differences that carry the information of only `nEffective` independent ones: mean ± t·s/√n_eff
 * with n_eff - 1 degrees of freedom, the counterpart of the t-test in `pairedTest`. For differences so autocorrelated that the
 * inverted signed-rank test has no interval left. Undefined for fewer than 2 effective ones and for infinite differences.
 */
export function studentInterval(
  differences: readonly number[],
  nEffective: number = differences.length,
  confidence = CONFIDENCE,
): Interval | undefined {
  if (nEffective < 2 || !differences.every(Number.isFinite)) return undefined;
  const description = describe(differences);
  if (description?.stddev === undefined) return undefined;
  const { mean, stddev } = description;
  const reach =
    (studentQuantile(1 - (1 - confidence) / 2, nEffective - 1) * stddev) / Math.sqrt(nEffective);
  return { low: mean - reach, high: mean + reach };
}
