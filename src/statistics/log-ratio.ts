import type { Observation } from "./observation.ts";

/**
 * ln(a) - ln(b) of two costs (times, prices) seen in one block, the difference on which targets are compared: positive where a
 * is the worse. For a speed, where more is better, give b and a the other way round and a failure the speed 0.
 *
 * - One fails (`+Infinity`), the other does not: infinite, the largest difference there is.
 * - Both failed, by timeout or otherwise: 0, since the block does not tell them apart.
 * - One was cut off at T: infinite when the other took no longer than T; undefined, and the block is left out for this pair, when
 *   the other took longer, because then nobody knows who was first.
 */
export function logRatio(a: Observation, b: Observation): number | undefined {
  const aFailed = a.censored || a.value === Number.POSITIVE_INFINITY;
  const bFailed = b.censored || b.value === Number.POSITIVE_INFINITY;
  if ((aFailed && bFailed) || (a.value === b.value && a.censored === b.censored)) return 0;
  if (a.censored) return b.value <= a.value ? Number.POSITIVE_INFINITY : undefined;
  if (b.censored) return a.value <= b.value ? Number.NEGATIVE_INFINITY : undefined;
  return Math.log(a.value) - Math.log(b.value);
}
