import { after, elapsedMs, fromMs } from "../core/units.ts";
import type { Clock } from "../timing/clock.ts";

export interface TimerWatch {
  /** How many milliseconds after its time each timer fired. */
  readonly latenessMs: readonly number[];
  stop(): void;
}

/** Sets one timer after another, of 1 to 10 ms in turn, and notes how late each fires. Whatever holds up the loop is in it. */
export function watchTimers(clock: Clock): TimerWatch {
  const latenessMs: number[] = [];
  let cancel: () => void = () => {};
  const next = (delayMs: number): void => {
    const due = after(clock.now(), fromMs(delayMs));
    cancel = clock.schedule(due, () => {
      latenessMs.push(elapsedMs(due, clock.now()));
      next((delayMs % 10) + 1);
    });
  };
  next(1);
  return { latenessMs, stop: () => cancel() };
}
