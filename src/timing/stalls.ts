import { elapsedMs, fromMs, nanos } from "../core/units.ts";
import type { Nanos } from "../core/units.ts";
import type { Clock } from "./clock.ts";

/** A time during which the event loop ran nothing: reads that came in it were stamped at its end. */
export interface Stall {
  readonly from: Nanos;
  readonly to: Nanos;
}

export interface StallRecorder {
  readonly stalls: readonly Stall[];
  /** The stalls that overlap the span, oldest first. */
  within(from: Nanos, to: Nanos): readonly Stall[];
  stop(): void;
}

const TICK = fromMs(1);
/** A timer of 1 ms is up to 0.2 ms late on a quiet machine; beyond this it was held up. */
const THRESHOLD_MS = 2.5;

/**
 * Watches the event loop with a timer of 1 ms: when a tick comes more than 2.5 ms after the one before, the loop was blocked or
 * the process was not run. A response that came meanwhile has a stamp that is too late by up to the length of the stall.
 */
export function recordStalls(clock: Clock): StallRecorder {
  const stalls: Stall[] = [];
  let last = clock.now();
  const tick = (): void => {
    const now = clock.now();
    if (elapsedMs(last, now) > THRESHOLD_MS) stalls.push({ from: last, to: now });
    last = now;
    cancel = clock.schedule(nanos(now + TICK), tick);
  };
  let cancel = clock.schedule(nanos(last + TICK), tick);
  return {
    stalls,
    within: (from, to) => {
      const found: Stall[] = [];
      // From the newest back: an attempt asks right after its end.
      for (let index = stalls.length - 1; index >= 0; index--) {
        const stall = stalls[index]!;
        if (stall.to <= from) break;
        if (stall.from < to) found.unshift(stall);
      }
      return found;
    },
    stop: () => cancel(),
  };
}
