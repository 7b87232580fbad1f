import { incompleteBetaInverse } from "./beta.ts";
import { CONFIDENCE } from "./interval.ts";
import type { Interval } from "./interval.ts";

/**
 * Exact interval of a share, such as a success rate, from `successes` of n attempts; between 0 and 1. Clopper & Pearson (1934), by
 * quantiles of the beta distribution. No attempts, no knowledge: [0, 1]. For a one-sided bound at 95 % ask for 0.9 and take one end.
 */
export function clopperPearson(successes: number, n: number, confidence = CONFIDENCE): Interval {
  if (!(Number.isInteger(successes) && Number.isInteger(n) && successes >= 0 && successes <= n)) {
    throw new RangeError(`no share of ${successes} in ${n}`);
  }
  const risk = (1 - confidence) / 2;
  const failures = n - successes;
  return {
    low: successes === 0 ? 0 : incompleteBetaInverse(risk, successes, failures + 1),
    high: failures === 0 ? 1 : 1 - incompleteBetaInverse(risk, failures, successes + 1),
  };
}
