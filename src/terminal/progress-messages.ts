import { compact } from "../core/compact.ts";
import type { RunEvent, StopReason } from "../core/events.ts";
import type { Sample } from "../core/sample.ts";
import type { Style } from "./style.ts";

/** What the drawing thread is told: plain, small, and at most once an attempt. */
export type ProgressMessage =
  | {
      readonly type: "start";
      readonly race: Race;
      readonly look: Look;
      readonly lanes: SharedArrayBuffer;
    }
  | ({ readonly type: "attempt-end" } & AttemptEnd)
  | { readonly type: "ending"; readonly reason: StopReason }
  | { readonly type: "stop" };

/** What the drawing thread answers: the live area is gone, nothing more will be written. */
export interface Stopped {
  readonly type: "stopped";
}

/** How a race is shown: drawn over and over at the bottom of a terminal, or told in a line now and then. */
export interface Look extends Style {
  readonly kind: "area" | "lines";
}

/** What there is to do. */
export interface Race {
  readonly title: string;
  readonly targets: readonly string[];
  readonly totalAttempts: number;
  readonly maxTimeMs: number;
  readonly maxCostUsd?: number;
}

/** How one attempt ended. The times are those of measured successes only; so is what is shown of them. */
export interface AttemptEnd {
  readonly target: string;
  readonly ttftMs?: number;
  readonly outputSpeed?: number;
  /** Visible tokens, and the characters of their text. */
  readonly tokens?: number;
  readonly chars?: number;
  /** Absent where nobody knows the price. */
  readonly costUsd?: number;
  readonly error?: string;
}

/** Enough for one line of any terminal. */
const ERROR_LENGTH = 200;

/** What is said of a sample, as far as it is known when the attempt ends. */
export interface Figures {
  /** Output speed in tokens per second. */
  readonly speedOf: (sample: Sample) => number | undefined;
  /** Visible tokens. */
  readonly tokensOf?: ((sample: Sample) => number | undefined) | undefined;
  /** USD. */
  readonly costOf?: ((sample: Sample) => number | undefined) | undefined;
}

const charsOf = ({ reads }: Sample): number =>
  reads.reduce((sum, [, , , answer, reasoning, tool]) => sum + answer + reasoning + tool, 0);

function attemptEnd(
  sample: Sample,
  { speedOf, tokensOf, costOf }: Figures,
): { readonly type: "attempt-end" } & AttemptEnd {
  const { target, phase, failure } = sample;
  const counts = phase === "measured" && failure === undefined;
  return compact({
    type: "attempt-end" as const,
    target,
    ttftMs: counts ? sample.ttftMs : undefined,
    outputSpeed: counts ? speedOf(sample) : undefined,
    tokens: tokensOf?.(sample),
    chars: charsOf(sample),
    costUsd: costOf?.(sample),
    error: failure?.message.slice(0, ERROR_LENGTH),
  });
}

interface Scene extends Figures {
  readonly title: string;
  readonly look: Look;
  readonly lanes: SharedArrayBuffer;
}

/** What the drawing thread needs to know of an event; undefined for the many that change nothing to see. */
export function messageFor(
  event: RunEvent,
  { title, look, lanes, ...figures }: Scene,
): ProgressMessage | undefined {
  switch (event.type) {
    case "run-start": {
      const { plan, totalAttempts } = event;
      const targets = plan.targets.map(({ id }) => id);
      const { maxTimeMs, maxCostUsd } = plan;
      const race = compact({ title, targets, totalAttempts, maxTimeMs, maxCostUsd });
      return { type: "start", race, look, lanes };
    }
    case "attempt-end":
      return attemptEnd(event.sample, figures);
    case "run-ending":
      return { type: "ending", reason: event.reason };
    case "attempt-start":
    case "target-paused":
    case "target-given-up":
    case "run-end":
      return undefined;
  }
}
