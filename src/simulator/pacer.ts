import { fromMs, nanos } from "../core/units.ts";
import type { Nanos } from "../core/units.ts";
import { bunClock } from "../timing/clock.ts";
import type { Clock } from "../timing/clock.ts";
import { DueHeap } from "./due-heap.ts";

/** Plays one event that is due and says when the next one of the same stream is; undefined when there is none. */
export type Play = () => Nanos | undefined;

/** Calls each at its time: never early, and late only by what the machine takes. All streams of a process share one. */
export interface Pacer {
  at(due: Nanos, play: Play): void;
  /** Forgets everything that is still to come, so that no timer keeps the process alive. */
  clear(): void;
}

/**
 * Timers of Bun count whole milliseconds and fire about 0.1 ms late, at times 0.5 ms. So the timer only brings the loop near the
 * event; the rest is waited for in turns of `setImmediate`, about 1 µs each, between which sockets are read as ever.
 */
const APPROACH = fromMs(1.2);

/**
 * A turn that took this long without an event means that somebody else needed the core. Waiting in turns then does harm: the
 * scheduler makes a busy process pay with pauses of many milliseconds. So for a while the timers do nearly all of the waiting.
 */
const CROWDED_TURN = fromMs(0.5);
const CROWDED_APPROACH = fromMs(0.5);
const CROWDED_FOR = fromMs(200);

/** How long events are played in one go before sockets get their turn: what a request's arrival stamp may be late by. */
const TURN = fromMs(0.5);

export function createPacer(
  clock: Clock = bunClock,
  soon: (callback: () => void) => unknown = setImmediate,
): Pacer {
  const heap = new DueHeap<{ readonly due: Nanos; readonly play: Play }>();
  /** When the next tick will be, and how to call it off; Infinity when none is planned. */
  let armedFor = Infinity;
  let disarm: () => void = () => {};
  /** End of the last turn that only waited; undefined after any other. */
  let waitedAt: Nanos | undefined;
  let crowdedUntil = nanos(0);

  const tick = (): void => {
    armedFor = Infinity;
    const started = clock.now();
    if (waitedAt !== undefined && started - waitedAt > CROWDED_TURN) {
      crowdedUntil = nanos(started + CROWDED_FOR);
    }
    waitedAt = undefined;
    for (let now = started; now - started <= TURN; now = clock.now()) {
      const next = heap.peek();
      if (next === undefined || next.due > now) break;
      heap.pop();
      const due = next.play();
      if (due !== undefined) heap.push({ due, play: next.play });
    }
    arm();
  };

  const arm = (): void => {
    const next = heap.peek();
    if (next === undefined) return;
    const now = clock.now();
    const approach = nanos(next.due - (now < crowdedUntil ? CROWDED_APPROACH : APPROACH));
    if (approach >= armedFor) return;
    disarm();
    if (approach <= now) {
      armedFor = -Infinity;
      waitedAt = next.due > now ? now : undefined;
      disarm = () => {};
      soon(tick);
      return;
    }
    armedFor = approach;
    disarm = clock.schedule(approach, tick);
  };

  return {
    at: (due, play) => {
      heap.push({ due, play });
      arm();
    },
    clear: () => {
      heap.clear();
      disarm();
      armedFor = Infinity;
      waitedAt = undefined;
    },
  };
}
