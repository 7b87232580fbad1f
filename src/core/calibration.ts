/** Median and 99th percentile, in milliseconds. */
export interface ErrorSpread {
  readonly p50: number;
  readonly p99: number;
}

/**
 * How large this program's own error is on this machine right now: it measured a server of known truth, in another process, as
 * many streams at once as the run plans. Reported, never subtracted.
 */
export interface Calibration {
  /** Streams at once. */
  readonly parallel: number;
  readonly requests: number;
  /** Measured TTFT less the true one. */
  readonly ttftErrorMs: ErrorSpread;
  /** Stamp of a chunk less the moment it was sent. */
  readonly chunkErrorMs: ErrorSpread;
  /** How late a timer of this process fires. */
  readonly timerLatenessMs: ErrorSpread;
  /** Times of more than 2.5 ms in which the event loop ran nothing. */
  readonly loopStalls: number;
  /** `saturated`: the client itself is too slow for this plan, and its numbers are void. */
  readonly verdict: "good" | "noisy" | "saturated";
}
