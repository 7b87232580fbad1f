import { after, fromMs } from "../core/units.ts";
import type { Nanos } from "../core/units.ts";
import type { Clock } from "../timing/clock.ts";

/** Draws when something changed, but not too often; and now and then when nothing did, as time goes on. */
export interface Pace {
  /** Something changed. */
  changed(): void;
  stop(): void;
}

/** How long between two drawings, in milliseconds. */
export interface Intervals {
  readonly shortestMs: number;
  readonly longestMs: number;
}

/** Calls `draw` at once on the first change, later ones at least and at most so long after the call before. */
export function startPace(
  clock: Clock,
  { shortestMs, longestMs }: Intervals,
  draw: () => void,
): Pace {
  let drawnAt: Nanos | undefined;
  let stopped = false;
  let cancel = (): void => undefined;
  const drawNow = (): void => {
    draw();
    // Taken afterwards: a terminal that stands still must not be owed the calls it missed.
    drawnAt = clock.now();
    cancel = clock.schedule(after(drawnAt, fromMs(longestMs)), drawNow);
  };
  return {
    changed: () => {
      if (stopped) return;
      cancel();
      const due = drawnAt === undefined ? clock.now() : after(drawnAt, fromMs(shortestMs));
      if (due <= clock.now()) drawNow();
      else cancel = clock.schedule(due, drawNow);
    },
    stop: () => {
      stopped = true;
      cancel();
    },
  };
}
