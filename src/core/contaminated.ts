import type { Sample } from "./sample.ts";

/**
 * Whether our own event loop was blocked at a moment that decides: the read of the first or of the last token came in a stall of
 * more than 2 ms and more than 2 % of TTFT, so its stamp may be late by as much.
 */
export function isContaminated({ stalls, ttftMs, lastTokenMs }: Sample): boolean {
  if (stalls === undefined || ttftMs === undefined || lastTokenMs === undefined) return false;
  const tolerated = Math.max(2, 0.02 * ttftMs);
  // A read that waited out a stall is stamped right after its end.
  const SLACK_MS = 1;
  return stalls.some(
    ([from, to]) =>
      to - from > tolerated &&
      [ttftMs, lastTokenMs].some((moment) => from <= moment && moment <= to + SLACK_MS),
  );
}
