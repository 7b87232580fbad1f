import type { StopReason } from "../core/events.ts";
import type { AttemptEnd, Race } from "./progress-messages.ts";
import type { LaneReading } from "./shared-lanes.ts";

/** How far one target is. */
export interface TargetProgress {
  readonly id: string;
  readonly done: number;
  readonly ttftP50Ms: number | undefined;
  readonly speedP50: number | undefined;
  /** Tokens streamed so far, those of this moment estimated by their characters. */
  readonly tokens: number;
  /** How much of the requests in flight is there, of the most that may come: 0 to 1. Undefined before the first. */
  readonly lane: number | undefined;
  readonly isStreaming: boolean;
  readonly lastError: string | undefined;
}

/** What a race has cost so far. */
export interface Spent {
  readonly usd: number;
  /** No more than this may be spent, where there is a limit. */
  readonly maxUsd: number | undefined;
  /** Some requests have no price: it was more than this. */
  readonly isPartial: boolean;
}

/** How far a race is, at one moment. */
export interface ProgressSnapshot {
  readonly title: string;
  readonly done: number;
  readonly total: number;
  readonly targets: readonly TargetProgress[];
  readonly attemptsPerTarget: number;
  /** Undefined until the first attempt has ended, and when all that was planned has. */
  readonly timeLeftMs: number | undefined;
  /** Undefined where no request has a price. */
  readonly spent: Spent | undefined;
  readonly failed: number;
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

/** What a token takes in English text, until a target has told it (docs/methodology.md). */
const CHARS_PER_TOKEN = 4;

class TargetTally {
  readonly #ttft = new SortedValues();
  readonly #speed = new SortedValues();
  #done = 0;
  #tokens = 0;
  /** Of requests that told both. */
  #counted = { tokens: 0, chars: 0 };
  #lastError: string | undefined;

  end({ ttftMs, outputSpeed, tokens, chars = 0, error }: AttemptEnd): void {
    this.#done++;
    this.#ttft.add(ttftMs);
    this.#speed.add(outputSpeed);
    this.#tokens += tokens ?? this.#inTokens(chars);
    if (tokens !== undefined && tokens > 0 && chars > 0) {
      this.#counted = {
        tokens: this.#counted.tokens + tokens,
        chars: this.#counted.chars + chars,
      };
    }
    this.#lastError = error ?? this.#lastError;
  }

  #inTokens(chars: number): number {
    const { tokens, chars: counted } = this.#counted;
    return counted === 0 ? chars / CHARS_PER_TOKEN : (chars * tokens) / counted;
  }

  snapshot(id: string, lane: LaneReading | undefined): TargetProgress {
    const isStreaming = lane !== undefined && lane.inFlight > 0;
    const streamed = lane === undefined ? 0 : this.#inTokens(lane.chars);
    return {
      id,
      done: this.#done,
      ttftP50Ms: this.#ttft.median(),
      speedP50: this.#speed.median(),
      // A request that has ended is among the counted ones already.
      tokens: this.#tokens + (isStreaming ? streamed : 0),
      lane: lane === undefined || lane.maxTokens <= 0 ? undefined : streamed / lane.maxTokens,
      isStreaming,
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
  #failed = 0;
  #priced = 0;
  #usd = 0;
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
    if (attempt.error !== undefined) this.#failed++;
    if (attempt.costUsd !== undefined) {
      this.#priced++;
      this.#usd += attempt.costUsd;
    }
    this.#lastEndMs = nowMs;
    this.#targets.get(attempt.target)?.end(attempt);
  }

  ending(reason: StopReason): void {
    this.#ending = reason;
  }

  /** `lanes`: what is streamed now, by target in the order of the race. */
  snapshot(nowMs: number, lanes: readonly LaneReading[] = []): ProgressSnapshot {
    const { title, targets, totalAttempts } = this.#race;
    // Retries are attempts beyond the plan.
    const total = Math.max(totalAttempts, this.#done);
    return {
      title,
      done: this.#done,
      total,
      targets: [...this.#targets].map(([id, tally], index) => tally.snapshot(id, lanes[index])),
      attemptsPerTarget: Math.round(totalAttempts / Math.max(1, targets.length)),
      timeLeftMs: this.#timeLeftMs(total, nowMs),
      spent: this.#spent(),
      failed: this.#failed,
      ending: this.#ending,
    };
  }

  /** Undefined as long as nothing was spent: a race of local servers never spends. */
  #spent(): Spent | undefined {
    return this.#usd === 0
      ? undefined
      : {
          usd: this.#usd,
          maxUsd: this.#race.maxCostUsd,
          isPartial: this.#priced < this.#done,
        };
  }

  /** At the pace so far, reckoned when an attempt ended and counted down since; never past the time the run is allowed. */
  #timeLeftMs(total: number, nowMs: number): number | undefined {
    // What comes beyond the plan (retries, places to be filled again) nobody can reckon.
    if (this.#done === 0 || this.#done >= total) return undefined;
    const perAttempt = (this.#lastEndMs - this.#startedMs) / this.#done;
    const atThisPace = perAttempt * (total - this.#done) - (nowMs - this.#lastEndMs);
    const allowed = this.#race.maxTimeMs - (nowMs - this.#startedMs);
    return Math.max(0, Math.min(atThisPace, allowed));
  }
}
