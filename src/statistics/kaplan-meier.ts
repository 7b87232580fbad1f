import type { Observation } from "./observation.ts";
import { sorted } from "./sorted.ts";
import type { Sorted } from "./sorted.ts";

/** The share of attempts that would be done by each moment, with timeouts reckoned in. */
export interface CompletionCurve {
  /** All attempts: done, timed out, failed. */
  readonly n: number;
  /** The moments at which something was done, ascending, each with the share done by then. */
  readonly steps: readonly { readonly value: number; readonly share: number }[];
  /** Every attempt as early as it can possibly have ended: a timeout at its limit, a failure at `+Infinity`. */
  readonly earliest: Sorted;
}

/** Where the share is compared with a level: products of fractions carry rounding. One in a hundred million attempts. */
export const SHARE_TOLERANCE = 1e-8;

/**
 * Product-limit estimate (Kaplan & Meier 1958). A censored value leaves the attempts at risk at its time, after what was done at
 * that time. `+Infinity` never gets done and is at risk for ever. Without censoring it is the empirical distribution function.
 * Throws a RangeError for NaN.
 */
export function completionCurve(observations: readonly Observation[]): CompletionCurve {
  const earliest = sorted(observations.map(({ value }) => value));
  const done = new Map<number, number>();
  for (const { value, censored } of observations) {
    if (!censored && Number.isFinite(value)) done.set(value, (done.get(value) ?? 0) + 1);
  }
  const steps: { value: number; share: number }[] = [];
  let remaining = 1;
  let gone = 0;
  for (const value of sorted([...done.keys()])) {
    while (earliest[gone]! < value) gone++;
    remaining *= 1 - (done.get(value) ?? 0) / (earliest.length - gone);
    steps.push({ value, share: 1 - remaining });
  }
  return { n: earliest.length, steps, earliest };
}
