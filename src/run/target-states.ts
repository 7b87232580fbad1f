import type { Failure } from "../core/failure.ts";
import type { Sample } from "../core/sample.ts";
import { after, fromMs, nanos } from "../core/units.ts";
import type { Nanos } from "../core/units.ts";
import type { Block } from "./schedule.ts";

/** A place of a target in a block that is still to be filled. */
export interface OpenPlace {
  readonly block: Block;
  readonly order: number;
}

interface State {
  hasWorked: boolean;
  isGivenUp: boolean;
  pausedUntil: Nanos | undefined;
  /** Rate limits in a row. */
  limits: number;
  readonly open: OpenPlace[];
}

/** Will not pass, as far as anybody can tell. */
const isForGood = ({ kind, retryable }: Failure): boolean =>
  retryable !== true && (retryable === false || kind === "network" || kind === "protocol");

/** Nothing more is to be had from this account today, also where it had worked. */
const isUsedUp = ({ reason, retryable }: Failure): boolean =>
  retryable !== true && (reason === "no-credit" || reason === "rate-limited-day");

/** What a run remembers of each target while it goes on. */
export class TargetStates {
  readonly #states = new Map<string, State>();

  constructor(targets: readonly string[]) {
    for (const target of targets) {
      this.#states.set(target, {
        hasWorked: false,
        isGivenUp: false,
        pausedUntil: undefined,
        limits: 0,
        open: [],
      });
    }
  }

  /** Refused for a reason that will not pass, and never worked: not worth another request. */
  isGivenUp(target: string): boolean {
    return this.#of(target).isGivenUp;
  }

  get areAllGivenUp(): boolean {
    return [...this.#states.values()].every(({ isGivenUp }) => isGivenUp);
  }

  isPaused(target: string, now: Nanos): boolean {
    const { pausedUntil } = this.#of(target);
    return pausedUntil !== undefined && now < pausedUntil;
  }

  pause(target: string, now: Nanos, forMs: number): void {
    this.#of(target).pausedUntil = after(now, fromMs(forMs));
  }

  /** When the first pause of a target with open places ends; undefined when there is no such target. */
  get nextOpening(): Nanos | undefined {
    const waiting = [...this.#states.values()].filter(
      ({ open, isGivenUp }) => open.length > 0 && !isGivenUp,
    );
    const ends = waiting.map(({ pausedUntil }) => pausedUntil ?? nanos(0));
    return ends.toSorted((a, b) => a - b)[0];
  }

  keepOpen(target: string, place: OpenPlace): void {
    this.#of(target).open.push(place);
  }

  takeOpen(target: string): OpenPlace | undefined {
    return this.#of(target).open.shift();
  }

  /** Rate limits in a row, this one included; 0 after anything else. */
  learn({ target, status, failure }: Sample): {
    readonly limits: number;
    readonly gaveUp: boolean;
  } {
    const state = this.#of(target);
    state.limits = failure?.kind === "rate-limited" ? state.limits + 1 : 0;
    if (status === "ok") state.hasWorked = true;
    const isFinal =
      failure !== undefined &&
      !state.isGivenUp &&
      (isUsedUp(failure) || (!state.hasWorked && isForGood(failure)));
    if (isFinal) state.isGivenUp = true;
    return { limits: state.limits, gaveUp: isFinal };
  }

  #of(target: string): State {
    const state = this.#states.get(target);
    if (state === undefined) throw new Error(`no target called ${target} in this run`);
    return state;
  }
}
