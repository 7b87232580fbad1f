import { nanos } from "../../src/core/units.ts";
import type { Nanos } from "../../src/core/units.ts";
import type { Clock } from "../../src/timing/clock.ts";

interface Timer {
  readonly at: Nanos;
  readonly order: number;
  readonly callback: () => void;
}

/**
 * A clock that stands still until everything has had its say, then jumps to the next timer: hours of a run in milliseconds, with
 * exact numbers.
 */
export class VirtualClock implements Clock {
  #now = nanos(1_000_000_000);
  #order = 0;
  readonly #timers = new Set<Timer>();

  now(): Nanos {
    return this.#now;
  }

  wallMs(): number {
    return 1_700_000_000_000 + this.#now / 1e6;
  }

  schedule(at: Nanos, callback: () => void): () => void {
    const timer = { at, order: this.#order++, callback };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  /** Moves the time on by hand, as a blocked event loop would see it. */
  jump(spanMs: number): void {
    this.#now = nanos(this.#now + spanMs * 1e6);
  }

  /** Lets time pass until `work` is settled. */
  async run<T>(work: Promise<T>): Promise<T> {
    let isSettled = false;
    const settle = (): void => {
      isSettled = true;
    };
    work.then(settle, settle);
    for (;;) {
      // setImmediate runs after every promise callback that is due.
      // oxlint-disable-next-line no-await-in-loop
      await new Promise<void>((resolve) => {
        setImmediate(resolve);
      });
      if (isSettled) return work;
      const next = this.#earliest();
      if (next === undefined) throw new Error("nothing left to wait for, and the work is not done");
      this.#timers.delete(next);
      if (next.at > this.#now) this.#now = next.at;
      next.callback();
    }
  }

  #earliest(): Timer | undefined {
    let earliest: Timer | undefined;
    for (const timer of this.#timers) {
      if (
        earliest === undefined ||
        timer.at < earliest.at ||
        (timer.at === earliest.at && timer.order < earliest.order)
      ) {
        earliest = timer;
      }
    }
    return earliest;
  }
}
