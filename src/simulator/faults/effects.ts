import type { Labels, SimulatedDialect } from "../dialects/dialect.ts";
import type { Framing } from "../framing.ts";
import type { Script } from "../script.ts";
import type { StreamPlan } from "../stream-plan.ts";

/** What an answer that replaces the stream may look at. */
export interface AnswerContext {
  readonly dialect: SimulatedDialect;
  readonly plan: StreamPlan;
  readonly labels: Labels;
}

/** Where a fault takes hold, from meaning to bytes. All pure. */
export interface Effects {
  readonly plan?: (plan: StreamPlan) => StreamPlan;
  readonly framing?: (framing: Framing) => Framing;
  /** Says something else instead of the stream. */
  readonly answer?: (context: AnswerContext) => Script;
  readonly script?: (script: Script) => Script;
}

/** A number that a fault takes, as in `stall=500`. */
export interface FaultValue {
  readonly unit: "ms" | "%" | "s" | "status" | "MB";
  /** When none is given. */
  readonly fallback: number;
  readonly min: number;
  readonly max: number;
}

/** One way to misbehave. `value` is absent for a fault that takes no number; its effects then get 0. */
export interface FaultRow {
  readonly summary: string;
  readonly value?: FaultValue;
  readonly effects: (value: number) => Effects;
}

const TEN_MINUTES_MS = 600_000;

export const milliseconds = (fallback: number): FaultValue => ({
  unit: "ms",
  fallback,
  min: 0,
  max: TEN_MINUTES_MS,
});

export const percent = (fallback: number): FaultValue => ({
  unit: "%",
  fallback,
  min: 0,
  max: 100,
});
