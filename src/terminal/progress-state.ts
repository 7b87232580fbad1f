import type { StopReason } from "../core/events.ts";
import type { AttemptEnd, Race } from "./progress-messages.ts";

/** How far one target is. */
export interface TargetProgress {
  readonly id: string;
  readonly done: number;
  readonly ttftP50Ms: number | undefined;
  readonly speedP50: number | undefined;
  readonly lastError: string | undefined;
}

/** How far a race is, at one moment. */
export interface ProgressSnapshot {
  readonly title: string;
  readonly done: number;
  readonly total: number;
  readonly targets: readonly TargetProgress[];
  readonly attemptsPerTarget: number;
  /** Undefined until the first attempt has ended. */
  readonly timeLeftMs: number | undefined;
  readonly ending: StopReason | undefined;
}

/** A list kept in order, for a median at any time. */
class SortedValues {
  readonly #values: number[] = [];

  add(value: number | undefined): void {
    if (value === undefined) return;
    const after = this.#values.findIndex((other) => other > value);
    this.#values.splice(after === -1 ? this.#values.length : after, 0, value);
  }

  /** The lower of the two in the middle: a value that was really seen. */
  median(): number | undefined {
    return this.#values[Math.ceil(this.#values.length / 2) - 1];
  }
}

class TargetTally {
  readonly #ttft = new SortedValues();
  readonly #speed = new SortedValues();
  #done = 0;
  #lastError: string | undefined;

  end({ ttftMs, outputSpeed, error }: AttemptEnd): void {
    this.#done++;
    this.#ttft.add(ttftMs);
    this.#speed.add(outputSpeed);
    this.#lastError = error ?? this.#lastError;
  }

  snapshot(id: string): TargetProgress {
    return {
      id,
      done: this.#done,
      ttftP50Ms: this.#ttft.median(),
      speedP50: this.#speed.median(),
      lastError: this.#lastError,
    };
  }
}

/** Counts a race while it goes on. Times are milliseconds on any one monotonic clock, given by the caller. */
export class ProgressTally {
  readonly #race: Race;
  readonly #startedMs: number;
  readonly #targets: ReadonlyMap<string, TargetTally>;
  #done = 0;
  #lastEndMs: number;
  #ending: StopReason | undefined;

  constructor(race: Race, nowMs: number) {
    this.#race = race;
    this.#startedMs = nowMs;
    this.#lastEndMs = nowMs;
    this.#targets = new Map(race.targets.map((id) => [id, new TargetTally()]));
  }

  attemptEnd(attempt: AttemptEnd, nowMs: number): void {
    this.#done++;
    this.#lastEndMs = nowMs;
    this.#targets.get(attempt.target)?.end(attempt);
  }

  ending(reason: StopReason): void {
    this.#ending = reason;
  }

  snapshot(nowMs: number): ProgressSnapshot {
    const { title, targets, totalAttempts } = this.#race;
    // Retries are attempts beyond the plan.
    const total = Math.max(totalAttempts, this.#done);
    return {
      title,
      done: this.#done,
      total,
      targets: [...this.#targets].map(([id, tally]) => tally.snapshot(id)),
      attemptsPerTarget: Math.round(totalAttempts / Math.max(1, targets.length)),
      timeLeftMs: this.#timeLeftMs(total, nowMs),
      ending: this.#ending,
    };
  }

  /** At the pace so far, reckoned when an attempt ended and counted down since; never past the time the run is allowed. */
  #timeLeftMs(total: number, nowMs: number): number | undefined {
    if (this.#done === 0) return undefined;
    const perAttempt = (this.#lastEndMs - this.#startedMs) / this.#done;
    const atThisPace = perAttempt * (total - this.#done) - (nowMs - this.#lastEndMs);
    const allowed = this.#race.maxTimeMs - (nowMs - this.#startedMs);
    return Math.max(0, Math.min(atThisPace, allowed));
  }
}
