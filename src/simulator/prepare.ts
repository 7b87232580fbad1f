import { compact } from "../core/compact.ts";
import type { GenerationAsk, Labels, SimulatedDialect } from "./dialects/dialect.ts";
import { commonHeaders, wholeScript } from "./faults/answer-faults.ts";
import type { AnswerContext } from "./faults/effects.ts";
import type { FaultRequest } from "./faults/request.ts";
import { frameMessages, plainFraming } from "./framing.ts";
import { truthOf } from "./known-truth.ts";
import type { KnownTruth } from "./known-truth.ts";
import type { Script } from "./script.ts";
import { endMsOf } from "./stream-plan.ts";
import type { StreamPlan } from "./stream-plan.ts";

/** A response ready to be played, and what is true of it. */
export interface Prepared {
  readonly script: Script;
  /** Absent when something else than the planned stream is said. */
  readonly truth?: KnownTruth;
}

/** The stream itself, as bytes in time. */
function streamScript(context: AnswerContext, faults: readonly FaultRequest[]): Script {
  const { dialect, plan, labels } = context;
  const framing = faults.reduce(
    (current, { effects }) => effects.framing?.(current) ?? current,
    plainFraming(dialect.framing),
  );
  const steps = frameMessages(dialect.messages(plan, labels), framing);
  return {
    head: {
      atMs: plan.headersMs ?? steps[0]?.atMs ?? 0,
      status: 200,
      headers: commonHeaders(labels, dialect.streamType),
    },
    body: "chunked",
    steps,
    endMs: endMsOf(plan),
    ending: plan.ending,
  };
}

/**
 * From a plan and the faults that strike to bytes in time: faults change the plan, then the framing, then the bytes; one that
 * answers something else replaces the stream. Pure.
 */
export function prepare(
  dialect: SimulatedDialect,
  ask: GenerationAsk,
  planned: StreamPlan,
  faults: readonly FaultRequest[],
  labels: Labels,
): Prepared {
  const plan = faults.reduce((current, { effects }) => effects.plan?.(current) ?? current, planned);
  const context = { dialect, plan, labels };
  const answer = faults.find(({ effects }) => effects.answer !== undefined)?.effects.answer;
  const spoken =
    answer?.(context) ?? (ask.stream ? streamScript(context, faults) : wholeScript(context));
  const script = faults.reduce(
    (current, { effects }) => effects.script?.(current) ?? current,
    spoken,
  );
  return compact({ script, truth: answer === undefined ? truthOf(plan) : undefined });
}
