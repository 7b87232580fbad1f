import { compact } from "../core/compact.ts";
import { countsOf, endMsOf, isText } from "./stream-plan.ts";
import type { StreamPlan, TextEvent } from "./stream-plan.ts";

/** What a perfect client would report about a response. Milliseconds since the complete request; absent when it does not happen. */
export interface KnownTruth {
  readonly ttftMs?: number;
  readonly ttfatMs?: number;
  readonly lastTokenMs?: number;
  readonly endMs: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly reasoningTokens: number;
  readonly firstChunkTokens?: number;
  /** Streamed tokens after the first chunk, over the time from the first chunk to the last; absent for a single chunk. */
  readonly outputSpeed?: number;
}

const speedOf = (texts: readonly TextEvent[], windowMs: number): number | undefined => {
  const after = texts.slice(1).reduce((sum, event) => sum + event.tokens, 0);
  return windowMs > 0 ? (after / windowMs) * 1000 : undefined;
};

/** Reads the truth off a plan. A plan that is cut short tells the truth about what it still sends. */
export function truthOf(plan: StreamPlan): KnownTruth {
  const texts = plan.events.filter(isText);
  const first = texts[0];
  const last = texts.at(-1);
  const counts = countsOf(plan);
  return compact({
    ttftMs: first?.atMs,
    ttfatMs: texts.find((event) => event.kind === "answer")?.atMs,
    lastTokenMs: last?.atMs,
    endMs: endMsOf(plan),
    inputTokens: counts.input,
    outputTokens: counts.output,
    reasoningTokens: counts.reasoning,
    firstChunkTokens: first?.tokens,
    outputSpeed:
      first === undefined || last === undefined
        ? undefined
        : speedOf(texts, last.atMs - first.atMs),
  });
}
