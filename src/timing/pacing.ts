import type { Random } from "../core/random.ts";

/** Less than this between two starts and the second one waits for the first: 30 µs a send, measured with Bun's fetch. */
const MIN_SPACING_MS = 0.5;

/**
 * When each of `count` requests starts, in milliseconds after the first moment, ascending: one at a random point of each of
 * `count` equal slots. Never all in one tick, because a burst of sends delays its own last ones, and that delay would be read
 * as TTFT. The span grows when the slots would be narrower than half a millisecond.
 */
export function staggeredStarts(count: number, spanMs: number, random: Random): number[] {
  const slot = Math.max(spanMs / count, MIN_SPACING_MS);
  return Array.from({ length: count }, (_, index) => (index + random.uniform(0, 1)) * slot);
}
