declare const unit: unique symbol;

/**
 * An instant or a span on the monotonic clock, in nanoseconds. Its origin is the start of the process, so an instant means
 * nothing outside of the process that took it. A double holds it as an exact integer for 104 days.
 */
export type Nanos = number & { readonly [unit]: "ns" };

const NANOS_PER_MS = 1e6;

/** The only way from a bare number to a brand: the number is taken as nanoseconds. */
export const nanos = (value: number): Nanos => value as Nanos;

/** A span given in milliseconds. */
export const fromMs = (ms: number): Nanos => nanos(Math.round(ms * NANOS_PER_MS));

/** A span in milliseconds, unrounded: 1 ns is 0.000001 ms. */
export const toMs = (span: Nanos): number => span / NANOS_PER_MS;

/** Milliseconds from one instant to a later one; negative when `to` came first. */
export const elapsedMs = (from: Nanos, to: Nanos): number => (to - from) / NANOS_PER_MS;

/** The instant `span` after `instant`. */
export const after = (instant: Nanos, span: Nanos): Nanos => nanos(instant + span);
