import type { Calibration } from "../core/calibration.ts";
import type { FullSpread } from "./spread.ts";

export interface Evidence {
  readonly ttft: FullSpread;
  readonly chunk: FullSpread;
  readonly timer: FullSpread;
  /** Share of the requests that failed or whose chunks did not all come. */
  readonly lostShare: number;
}

/** Late by more than this is late: 2.5 % of a TTFT of 200 ms, about the smallest difference that is ever called one. */
const LATE_MS = 5;
/** A request to a server on this machine fails for one reason only: nobody had time for it. */
const MOST_LOST = 0.1;

/**
 * `saturated`: lateness is the rule. One chunk stamp or timer in ten is late, or every other TTFT, or one request in ten is lost.
 * `noisy`: it is the exception. One in a hundred of any of them is late. Else `good`.
 *
 * P90 and not P99 for what voids a run: in a second of measuring, one pause of 12 ms is already a hundredth of the time, and every
 * machine that does something else has such pauses; the samples that fall into one are excluded one by one. The values were
 * chosen on two shared cores: idle, P90 stayed below 1 ms with up to 64 streams; with two to four busy processes beside it and up
 * to 16 streams, below 2 ms; with a loop that was blocked for 8 ms of every 16, or for 40 of every 150, it was 6 to 27 ms.
 */
export function judge({ ttft, chunk, timer, lostShare }: Evidence): Calibration["verdict"] {
  const isSaturated =
    lostShare > MOST_LOST || ttft.p50 > LATE_MS || chunk.p90 > LATE_MS || timer.p90 > LATE_MS;
  if (isSaturated) return "saturated";
  const isNoisy = lostShare > 0 || [ttft, chunk, timer].some(({ p99 }) => p99 > LATE_MS);
  return isNoisy ? "noisy" : "good";
}
