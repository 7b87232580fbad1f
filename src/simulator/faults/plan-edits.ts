import { countsOf, endMsOf, isText } from "../stream-plan.ts";
import type { Ending, PlannedEvent, StreamPlan, TokenCounts } from "../stream-plan.ts";
import { TWO_BYTE_WORD } from "../text.ts";

/** Pure changes of a plan, out of which faults are made. */

/** Index of the first event after `percent` % of the text events. With 0 % everything before the first text comes before it. */
function indexAfter(plan: StreamPlan, percent: number): number {
  const texts = plan.events.filter(isText);
  const kept = Math.round((texts.length * percent) / 100);
  const next = kept < texts.length ? plan.events.indexOf(texts[kept]!) : undefined;
  return next ?? plan.events.indexOf(texts.at(-1)!) + 1;
}

/**
 * Nothing after `percent` % of the text events; the end comes when the next event would have come, so that a reset does not
 * overtake the text before it.
 */
export function cutAfter(plan: StreamPlan, percent: number, ending: Ending): StreamPlan {
  const index = indexAfter(plan, percent);
  const endMs = plan.events[index]?.atMs ?? endMsOf(plan);
  return { ...plan, events: plan.events.slice(0, index), ending, endMs };
}

/** Puts events made by `make` at half of the text events, at the time of the event that follows there. */
export function insertAtHalf(
  plan: StreamPlan,
  make: (atMs: number) => readonly PlannedEvent[],
): StreamPlan {
  const index = indexAfter(plan, 50);
  const atMs = plan.events[index]?.atMs ?? endMsOf(plan);
  return { ...plan, events: plan.events.toSpliced(index, 0, ...make(atMs)) };
}

/** Half of the text, then what `make` gives, and no more of the plan. */
export function endAtHalf(
  plan: StreamPlan,
  make: (atMs: number) => readonly PlannedEvent[],
): StreamPlan {
  const half = cutAfter(plan, 50, "finish");
  return { ...half, events: [...half.events, ...make(endMsOf(half))] };
}

export const without = (
  plan: StreamPlan,
  ...kinds: readonly PlannedEvent["kind"][]
): StreamPlan => ({
  ...plan,
  events: plan.events.filter((event) => !kinds.includes(event.kind)),
});

/** Everything from `percent` % of the text on comes `ms` later. */
export function delayAfter(plan: StreamPlan, percent: number, ms: number): StreamPlan {
  const from = indexAfter(plan, percent);
  return {
    ...plan,
    events: plan.events.map((event, index) =>
      index < from ? event : { ...event, atMs: event.atMs + ms },
    ),
  };
}

/** The usage event and the end mark come `ms` later. */
export const delayUsage = (plan: StreamPlan, ms: number): StreamPlan => ({
  ...plan,
  events: plan.events.map((event) =>
    event.kind === "usage" || event.kind === "done" ? { ...event, atMs: event.atMs + ms } : event,
  ),
});

export const roleAt = (plan: StreamPlan, ms: number): StreamPlan => {
  const first = plan.events.find(isText)?.atMs ?? ms;
  const rest = plan.events.filter((event) => event.kind !== "role");
  return { ...plan, events: [{ kind: "role", atMs: Math.min(ms, first) }, ...rest] };
};

/** A comment every `ms`, from the beginning to the last event. */
export function withComments(plan: StreamPlan, ms: number): StreamPlan {
  const endMs = endMsOf(plan);
  const every = Math.max(1, ms);
  const comments = Array.from({ length: Math.floor(endMs / every) }, (_, index): PlannedEvent => ({
    kind: "comment",
    atMs: (index + 1) * every,
    text: "keep-alive",
  }));
  return { ...plan, events: [...comments, ...plan.events].toSorted((a, b) => a.atMs - b.atMs) };
}

/** The running count on every event but the end mark, and no usage event. */
export function usageOnEach(plan: StreamPlan): StreamPlan {
  let reasoning = plan.hiddenTokens;
  let output = plan.hiddenTokens;
  const events = without(plan, "usage").events.map((event): PlannedEvent => {
    if (isText(event)) {
      output += event.tokens;
      reasoning += event.kind === "reasoning" ? event.tokens : 0;
    }
    const usage: TokenCounts = { input: plan.inputTokens, output, reasoning };
    return { ...event, usage };
  });
  return { ...plan, events };
}

/** `usage: null` on every event, and no usage event: what some servers send that were not asked for usage. */
export const usageNull = (plan: StreamPlan): StreamPlan => ({
  ...plan,
  events: without(plan, "usage").events.map((event) => ({ ...event, usage: null })),
});

/** The counts on the finish event, and no usage event. */
export const usageOnFinish = (plan: StreamPlan): StreamPlan => ({
  ...plan,
  events: without(plan, "usage").events.map((event) =>
    event.kind === "finish" ? { ...event, usage: countsOf(plan) } : event,
  ),
});

/** Reasoning takes its time and its tokens, but is not streamed. */
export function hideReasoning(plan: StreamPlan): StreamPlan {
  const hidden = countsOf(plan).reasoning;
  return { ...without(plan, "reasoning"), hiddenTokens: hidden };
}

/** The first word of every chunk ends in a letter of two bytes. The number of tokens stays. */
export const withTwoByteWords = (plan: StreamPlan): StreamPlan => ({
  ...plan,
  events: plan.events.map((event) =>
    isText(event)
      ? {
          ...event,
          text: event.text.replace(/^ ?(?:[\p{L}\p{N}]+|[^\s\p{L}\p{N}]+)/u, TWO_BYTE_WORD),
        }
      : event,
  ),
});
