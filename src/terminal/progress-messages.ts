import type { RunEvent, StopReason } from "../core/events.ts";
import type { Failure } from "../core/failure.ts";
import type { Sample } from "../core/sample.ts";
import type { Style } from "./style.ts";

/** What the drawing thread is told: plain, small, and at most once an attempt. */
export type ProgressMessage =
  | { readonly type: "start"; readonly race: Race; readonly style: Style }
  | ({ readonly type: "attempt-end" } & AttemptEnd)
  | { readonly type: "ending"; readonly reason: StopReason }
  | { readonly type: "stop" };

/** What the drawing thread answers: the live area is gone, nothing more will be written. */
export interface Stopped {
  readonly type: "stopped";
}

/** What there is to do. */
export interface Race {
  readonly title: string;
  readonly targets: readonly string[];
  readonly totalAttempts: number;
  readonly maxTimeMs: number;
}

/** How one attempt ended. The times are those of measured successes only; so is what is shown of them. */
export interface AttemptEnd {
  readonly target: string;
  readonly ttftMs?: number;
  readonly outputSpeed?: number;
  readonly error?: string;
}

/** Enough for one line of any terminal. */
const ERROR_LENGTH = 200;

/** Output speed of a sample in tokens per second, as far as it is known when the attempt ends. */
export type SpeedOf = (sample: Sample) => number | undefined;

function attemptEnd(sample: Sample, speedOf: SpeedOf): ProgressMessage {
  const { target, ttftMs } = sample;
  const error = errorOf(sample.failure);
  if (error !== undefined) return { type: "attempt-end", target, error };
  const outputSpeed = speedOf(sample);
  return sample.phase === "warmup"
    ? { type: "attempt-end", target }
    : {
        type: "attempt-end",
        target,
        ...(ttftMs === undefined ? {} : { ttftMs }),
        ...(outputSpeed === undefined ? {} : { outputSpeed }),
      };
}

const errorOf = (failure: Failure | undefined): string | undefined =>
  failure?.message.slice(0, ERROR_LENGTH);

/** What the drawing thread needs to know of an event; undefined for the many that change nothing to see. */
export function messageFor(
  event: RunEvent,
  { title, style, speedOf }: { title: string; style: Style; speedOf: SpeedOf },
): ProgressMessage | undefined {
  switch (event.type) {
    case "run-start": {
      const { plan, totalAttempts } = event;
      const targets = plan.targets.map(({ id }) => id);
      const race = { title, targets, totalAttempts, maxTimeMs: plan.maxTimeMs };
      return { type: "start", race, style };
    }
    case "attempt-end":
      return attemptEnd(event.sample, speedOf);
    case "run-ending":
      return { type: "ending", reason: event.reason };
    case "attempt-start":
    case "target-paused":
    case "target-given-up":
    case "run-end":
      return undefined;
  }
}
