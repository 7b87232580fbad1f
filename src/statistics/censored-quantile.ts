import { SHARE_TOLERANCE } from "./kaplan-meier.ts";
import type { CompletionCurve } from "./kaplan-meier.ts";
import { CONFIDENCE } from "./interval.ts";
import { longerThan, observed } from "./observation.ts";
import type { Observation } from "./observation.ts";
import { median, quantile } from "./quantile.ts";
import { stretchedRanks } from "./quantile-interval.ts";

/**
 * What is known where the curve ends below the level. The quantile cannot lie before `bound`, the place it would have if every
 * timeout had ended right at its limit, nor before the last step. If even that place is a failure, it is a failure.
 */
function beyond(curve: CompletionCurve, bound: number | undefined): Observation {
  const last = curve.steps.at(-1)?.value ?? Number.NEGATIVE_INFINITY;
  const value = Math.max(last, bound ?? Number.POSITIVE_INFINITY);
  return value === Number.POSITIVE_INFINITY ? observed(value) : longerThan(value);
}

const stepAt = (curve: CompletionCurve, p: number): number =>
  curve.steps.findIndex(({ share }) => share >= p - SHARE_TOLERANCE);

/**
 * The time by which the share p of all attempts is done: the first step at which the curve reaches p. Censored ("> 60 s") where
 * timeouts hide the answer; `+Infinity` where failures are it. Without either it is the type-1 quantile. Undefined for n = 0.
 */
export function censoredQuantile(curve: CompletionCurve, p: number): Observation | undefined {
  if (curve.n === 0) return undefined;
  const step = curve.steps[stepAt(curve, p)];
  return step === undefined ? beyond(curve, quantile(curve.earliest, p)) : observed(step.value);
}

/**
 * The median. Where the curve stays at exactly one half, the mean of that step and the next, as in R's survfit and in the plain
 * median of an even number of values; infinite or censored when the next one is.
 */
export function censoredMedian(curve: CompletionCurve): Observation | undefined {
  if (curve.n === 0) return undefined;
  const index = stepAt(curve, 0.5);
  const step = curve.steps[index];
  if (step === undefined) return beyond(curve, median(curve.earliest));
  if (step.share > 0.5 + SHARE_TOLERANCE) return observed(step.value);
  const next = curve.steps[index + 1]?.value;
  const upper =
    next === undefined ? beyond(curve, curve.earliest[Math.floor(curve.n / 2)]) : observed(next);
  return { value: step.value + (upper.value - step.value) / 2, censored: upper.censored };
}

export interface CensoredInterval {
  /** Either end may be censored: "more than" its value, nobody knows how much. */
  readonly low: Observation;
  readonly high: Observation;
  readonly coverage: number;
}

/**
 * Interval of the p-quantile: the exact binomial ranks low and high, read off the curve at the levels low/n and high/n. When every
 * timeout comes after the last value, that is the order statistics of the list with the censored last. It always holds the
 * estimate. Undefined when `nEffective` is below the sample floor.
 */
export function censoredQuantileInterval(
  curve: CompletionCurve,
  p: number,
  nEffective: number = curve.n,
  confidence = CONFIDENCE,
): CensoredInterval | undefined {
  const ranks = stretchedRanks(curve.n, p, nEffective, confidence);
  if (ranks === undefined) return undefined;
  const low = censoredQuantile(curve, ranks.low / curve.n);
  const high = censoredQuantile(curve, ranks.high / curve.n);
  return low === undefined || high === undefined
    ? undefined
    : { low, high, coverage: ranks.coverage };
}
