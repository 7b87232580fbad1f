import { fromMs, nanos, toMs } from "../core/units.ts";
import type { Nanos } from "../core/units.ts";

/** Time as everything else sees it. Injected, so that a test or a simulation can own it. */
export interface Clock {
  /** The monotonic instant now. */
  now(): Nanos;
  /** Wall clock, milliseconds since 1970. For labels only: it may jump. */
  wallMs(): number;
  /** Calls `callback` once, at `at` or as soon after as the loop allows. The returned function cancels it. */
  schedule(at: Nanos, callback: () => void): () => void;
}

// Bun.sleep and setTimeout cut a delay to whole milliseconds, and a delay under 1 ms fires at once: round up, never early.
const delayMs = (span: Nanos): number => Math.max(0, Math.ceil(toMs(span)));

/** The real clock: `Bun.nanoseconds()`, steps of 10 ns, about 30 ns a call. */
export const bunClock: Clock = {
  now: () => nanos(Bun.nanoseconds()),
  wallMs: () => Date.now(),
  schedule: (at, callback) => {
    const timer = setTimeout(callback, delayMs(nanos(at - Bun.nanoseconds())));
    return () => clearTimeout(timer);
  },
};

/** Resolves at `at`, or at once when `signal` is or becomes aborted. Never rejects. */
export function sleepUntil(clock: Clock, at: Nanos, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted === true || at <= clock.now()) {
      resolve();
      return;
    }
    const finish = (): void => {
      cancel();
      signal?.removeEventListener("abort", finish);
      resolve();
    };
    const cancel = clock.schedule(at, finish);
    signal?.addEventListener("abort", finish);
  });
}

/** Like `sleepUntil`, for a span that begins now. */
export const sleepFor = (clock: Clock, ms: number, signal?: AbortSignal): Promise<void> =>
  sleepUntil(clock, nanos(clock.now() + fromMs(ms)), signal);
