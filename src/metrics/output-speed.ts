import type { Sample } from "../core/sample.ts";
import { firstReadShare, visibleTokens } from "./token-basis.ts";
import type { TokenBasis } from "./token-basis.ts";

/** Why a sample has no output speed. */
export type SpeedVoid = "no-text" | "no-count" | "window" | "tokens" | "reads";

export type OutputSpeed =
  { readonly tokensPerSecond: number; readonly windowMs: number } | { readonly void: SpeedVoid };

/** Below one of these a speed is noise or, where an answer came in a few lumps, a fiction. */
export const MIN_WINDOW_MS = 50;
export const MIN_TOKENS = 64;
export const MIN_READS = 4;

/**
 * Output speed of one request: (N - N1) / (t_last - t_first), tokens per second. N1 tokens came with the first text-bearing read
 * and so took none of the window; t_last is the last read that carried text, not the usage event or the close. Counting N - 1
 * instead overstates by 31 % when 16 tokens share an event and 64 are generated (`docs/methodology.md`).
 */
export function outputSpeed(sample: Sample, basis: TokenBasis): OutputSpeed {
  const { ttftMs, lastTokenMs } = sample;
  const share = firstReadShare(sample);
  if (ttftMs === undefined || lastTokenMs === undefined || share === undefined) {
    return { void: "no-text" };
  }
  const visible = visibleTokens(sample, basis);
  if (visible === undefined) return { void: "no-count" };
  const reads = sample.reads.filter((row) => row[3] + row[4] + row[5] > 0).length;
  const windowMs = lastTokenMs - ttftMs;
  if (reads < MIN_READS) return { void: "reads" };
  if (windowMs < MIN_WINDOW_MS) return { void: "window" };
  if (visible < MIN_TOKENS) return { void: "tokens" };
  return { tokensPerSecond: ((1 - share) * visible) / (windowMs / 1000), windowMs };
}
