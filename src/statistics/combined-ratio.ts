import { CONFIDENCE } from "./interval.ts";
import type { Interval } from "./interval.ts";
import { normalCdf, normalQuantile } from "./normal.ts";

/** A positive estimate with its interval. */
export interface Estimate {
  readonly value: number;
  readonly interval: Interval;
}

export interface CombinedRatio {
  /** b / a. */
  readonly ratio: number;
  readonly interval: Interval;
  /** Two-sided, of a ratio of 1. */
  readonly p: number;
}

/**
 * Ratio b / a of two independent estimates of which only the intervals are known (at the same confidence), such as tokens per dollar
 * of two runs: the method of variance estimates recovery on logarithms (Zou & Donner 2008). p by the normal distribution with the
 * standard error that the interval stands for. Throws a RangeError for an estimate that is not positive or lies outside its interval.
 */
export function combinedRatio(a: Estimate, b: Estimate, confidence = CONFIDENCE): CombinedRatio {
  for (const { value, interval } of [a, b]) {
    if (!(interval.low > 0 && interval.low <= value && value <= interval.high)) {
      throw new RangeError(`no estimate: ${value} in ${interval.low} to ${interval.high}`);
    }
  }
  const shift = Math.log(b.value / a.value);
  const down = Math.hypot(Math.log(b.value / b.interval.low), Math.log(a.interval.high / a.value));
  const up = Math.hypot(Math.log(b.interval.high / b.value), Math.log(a.value / a.interval.low));
  // Towards 1 is the side that decides.
  const reach = shift > 0 ? down : up;
  const z = normalQuantile(1 - (1 - confidence) / 2);
  const p = shift === 0 ? 1 : reach === 0 ? 0 : 2 * normalCdf((-Math.abs(shift) / reach) * z);
  return {
    ratio: b.value / a.value,
    interval: { low: Math.exp(shift - down), high: Math.exp(shift + up) },
    p,
  };
}
