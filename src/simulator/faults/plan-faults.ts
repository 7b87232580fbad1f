import { milliseconds, percent } from "./effects.ts";
import type { Effects, FaultRow } from "./effects.ts";
import {
  cutAfter,
  delayAfter,
  delayUsage,
  endAtHalf,
  hideReasoning,
  insertAtHalf,
  roleAt,
  usageNull,
  usageOnEach,
  usageOnFinish,
  withComments,
  without,
} from "./plan-edits.ts";

const onPlan = (plan: NonNullable<Effects["plan"]>): (() => Effects) => {
  return () => ({ plan });
};

/** Faults in what is said and when: the same in every dialect. */
export const PLAN_FAULTS = {
  cut: {
    summary: "reset the connection after this share of the text",
    value: percent(50),
    effects: (value) => ({ plan: (plan) => cutAfter(plan, value, "reset") }),
  },
  truncate: {
    summary:
      "end the body properly after this share of the text, with no finish reason and no end mark",
    value: percent(50),
    effects: (value) => ({ plan: (plan) => cutAfter(plan, value, "finish") }),
  },
  hang: {
    summary: "say nothing more after this share of the text, and keep the connection open",
    value: percent(50),
    effects: (value) => ({ plan: (plan) => cutAfter(plan, value, "hang") }),
  },
  stall: {
    summary: "a pause of this length in the middle of the text",
    value: milliseconds(1000),
    effects: (value) => ({ plan: (plan) => delayAfter(plan, 50, value) }),
  },
  "error-event": {
    summary: "an error under `event: error` in the middle of a 200 stream, then the end",
    effects: onPlan((plan) =>
      endAtHalf(plan, (atMs) => [
        { kind: "named-error", atMs, text: "The simulated model failed." },
      ]),
    ),
  },
  "error-chunk": {
    summary: "a chunk with a top-level error in the middle of a 200 stream, then the end mark",
    effects: onPlan((plan) =>
      endAtHalf(plan, (atMs) => [
        { kind: "error", atMs, text: "The simulated model failed." },
        { kind: "done", atMs },
      ]),
    ),
  },
  "bad-json": {
    summary: "a message that is no JSON in the middle of the stream",
    effects: onPlan((plan) =>
      insertAtHalf(plan, (atMs) => [{ kind: "payload", atMs, text: '{"choices":[{' }]),
    ),
  },
  "no-done": {
    summary: "no end mark: no [DONE], no done:true",
    effects: onPlan((plan) => without(plan, "done")),
  },
  "no-finish": {
    summary: "no finish reason",
    effects: onPlan((plan) => without(plan, "finish")),
  },
  "no-tokens": {
    summary: "a complete stream without any text",
    effects: onPlan((plan) => without(plan, "reasoning", "answer")),
  },
  empty: {
    summary: "status 200, a proper end, and nothing in between",
    effects: onPlan((plan) => ({ ...plan, headersMs: 0, events: [] })),
  },
  "no-usage": {
    summary: "no token counts at all",
    effects: onPlan((plan) => without(plan, "usage")),
  },
  "usage-null": {
    summary: "usage: null on every chunk, and no counts",
    effects: onPlan(usageNull),
  },
  "usage-each": {
    summary: "the running token counts on every chunk",
    effects: onPlan(usageOnEach),
  },
  "usage-on-finish": {
    summary: "token counts on the finish chunk, asked for or not",
    effects: onPlan(usageOnFinish),
  },
  "usage-late": {
    summary: "token counts and end mark come this much later",
    value: milliseconds(500),
    effects: (value) => ({ plan: (plan) => delayUsage(plan, value) }),
  },
  "role-first": {
    summary: "a first chunk at this time with the role and no text",
    value: milliseconds(20),
    effects: (value) => ({ plan: (plan) => roleAt(plan, value) }),
  },
  comments: {
    summary: "a keep-alive comment this often, before and between the chunks (SSE only)",
    value: { ...milliseconds(50), min: 1 },
    effects: (value) => ({ plan: (plan) => withComments(plan, value) }),
  },
  "hidden-reasoning": {
    summary: "reasoning is counted and takes its time, but is not streamed",
    effects: onPlan(hideReasoning),
  },
  "other-model": {
    summary: "the answer names another model than was asked for",
    effects: onPlan((plan) => ({ ...plan, model: `${plan.model}-2099-01-01` })),
  },
} as const satisfies Record<string, FaultRow>;
