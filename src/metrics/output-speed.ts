import type { ReadRow, Sample } from "../core/sample.ts";
import { visibleTokens } from "./token-basis.ts";
import type { TokenBasis } from "./token-basis.ts";

/** Why a sample has no output speed. */
export type SpeedVoid = "no-text" | "no-count" | "window" | "tokens" | "reads" | "buffered";

export type OutputSpeed =
  | {
      readonly tokensPerSecond: number;
      readonly windowMs: number;
      /** About how many tokens came with the first text-bearing read. */
      readonly firstTokens: number;
    }
  | { readonly void: SpeedVoid };

/** Below one of these a speed is noise or, where an answer came in a few lumps, a fiction. */
export const MIN_WINDOW_MS = 50;
export const MIN_TOKENS = 64;
export const MIN_READS = 4;

/** A read after the first that holds more than this share of what is still to come was held back by something on the way. */
const LARGEST_SHARE = 0.5;

interface Shape {
  /** Reads that carried text. */
  readonly reads: number;
  /** Characters of all kinds: in total, in the first of these reads, in the largest of the others. */
  readonly total: number;
  readonly first: number;
  readonly largestLater: number;
}

export const charactersOf = ([, , , answer, reasoning, tool]: ReadRow): number =>
  answer + reasoning + tool;

function shapeOf(rows: readonly ReadRow[]): Shape {
  let reads = 0;
  let total = 0;
  let first = 0;
  let largestLater = 0;
  for (const row of rows) {
    const characters = charactersOf(row);
    if (characters === 0) continue;
    reads++;
    total += characters;
    if (reads === 1) first = characters;
    else largestLater = Math.max(largestLater, characters);
  }
  return { reads, total, first, largestLater };
}

/**
 * The share of the visible text that came with the first text-bearing read, 0 to 1: by o200k tokens where they were counted, else
 * by characters.
 */
function firstShare({ tokens: { o200k, o200kFirstRead } }: Sample, shape: Shape): number {
  return o200k !== undefined && o200kFirstRead !== undefined && o200k > 0
    ? Math.min(1, o200kFirstRead / o200k)
    : shape.first / shape.total;
}

/**
 * Output speed of one request: (N - N1) / (t_last - t_first), tokens per second. N1 tokens came with the first text-bearing read
 * and so took none of the window; t_last is the last read that carried text, not the usage event or the close. Counting N - 1
 * instead overstates by 31 % when 16 tokens share an event and 64 are generated (`docs/methodology.md`). A first read of any size
 * is fine; a later one with more than half of the rest means that the stream was buffered, and its times mean nothing.
 */
export function outputSpeed(sample: Sample, basis: TokenBasis): OutputSpeed {
  const { ttftMs, lastTokenMs } = sample;
  const shape = shapeOf(sample.reads);
  if (ttftMs === undefined || lastTokenMs === undefined || shape.reads === 0) {
    return { void: "no-text" };
  }
  const visible = visibleTokens(sample, basis);
  if (visible === undefined) return { void: "no-count" };
  const windowMs = lastTokenMs - ttftMs;
  if (shape.reads < MIN_READS) return { void: "reads" };
  if (windowMs < MIN_WINDOW_MS) return { void: "window" };
  if (visible < MIN_TOKENS) return { void: "tokens" };
  if (shape.largestLater > LARGEST_SHARE * (shape.total - shape.first)) return { void: "buffered" };
  const firstTokens = firstShare(sample, shape) * visible;
  return { tokensPerSecond: (visible - firstTokens) / (windowMs / 1000), windowMs, firstTokens };
}
