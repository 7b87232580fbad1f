import { compact } from "../../core/compact.ts";
import { countsOf, endMsOf, isText } from "../stream-plan.ts";
import type { PlannedEvent, StreamPlan } from "../stream-plan.ts";
import { truthOf } from "../known-truth.ts";
import { countIn, estimateTokens, isRecord } from "./body.ts";
import type { GenerationAsk, Labels, Message, SimulatedDialect } from "./dialect.ts";

function read(body: unknown): GenerationAsk | undefined {
  if (!isRecord(body) || typeof body["model"] !== "string") {
    return undefined;
  }
  const prompt = typeof body["prompt"] === "string" ? body["prompt"] : "";
  const options = isRecord(body["options"]) ? body["options"] : {};
  return compact({
    model: body["model"],
    inputTokens: estimateTokens(prompt),
    maxOutputTokens: countIn(options["num_predict"]),
    stream: body["stream"] !== false,
    includeUsage: true,
    housekeeping: prompt === "" ? (body["keep_alive"] === 0 ? "unload" : "load") : undefined,
  } as const);
}

const NANOS_PER_MS = 1e6;
const wireNanos = (ms: number): number => Math.round(ms * NANOS_PER_MS);

/**
 * Ollama's own account of its time, true to the plan: `eval_count / eval_duration` over the streamed tokens is the output speed,
 * so the first chunk's tokens take their share of the time before it.
 */
function durations(plan: StreamPlan): object {
  const truth = truthOf(plan);
  const counts = countsOf(plan);
  const ttftMs = truth.ttftMs ?? endMsOf(plan);
  const lastMs = truth.lastTokenMs ?? ttftMs;
  const speed = truth.outputSpeed;
  const evalMs =
    speed === undefined ? lastMs - ttftMs : ((counts.output - plan.hiddenTokens) / speed) * 1000;
  return {
    total_duration: wireNanos(endMsOf(plan)),
    load_duration: wireNanos(plan.loadMs),
    prompt_eval_count: counts.input,
    prompt_eval_duration: wireNanos(Math.max(0, lastMs - evalMs - plan.loadMs)),
    eval_count: counts.output,
    eval_duration: wireNanos(evalMs),
  };
}

/** The last line stands for the finish reason, the usage and the end mark at once, and comes when the last of them is due. */
function lastLine(plan: StreamPlan): object {
  const has = (kind: PlannedEvent["kind"]): boolean =>
    plan.events.some((event) => event.kind === kind);
  return {
    done: true,
    ...(has("finish") ? { done_reason: plan.finishReason } : {}),
    ...(has("usage") ? durations(plan) : { total_duration: wireNanos(endMsOf(plan)) }),
  };
}

function messages(plan: StreamPlan, labels: Labels): readonly Message[] {
  const line = (atMs: number, fields: object): string =>
    JSON.stringify({
      model: plan.model,
      created_at: new Date(labels.receivedAtMs + atMs).toISOString(),
      ...fields,
    });
  const dataOf = (event: PlannedEvent): string | undefined => {
    switch (event.kind) {
      case "reasoning":
        return line(event.atMs, { response: "", thinking: event.text, done: false });
      case "answer":
        return line(event.atMs, { response: event.text, done: false });
      case "done":
        return line(event.atMs, { response: "", ...lastLine(plan) });
      case "error":
      case "named-error":
        return JSON.stringify({ error: event.text });
      case "payload":
        return event.text;
      case "role":
      case "finish":
      case "usage":
      case "comment":
        return undefined;
    }
  };
  return plan.events.flatMap((event): Message[] => {
    const data = dataOf(event);
    const tokens = isText(event) ? event.tokens : 0;
    return data === undefined ? [] : [{ atMs: event.atMs, label: event.kind, tokens, data }];
  });
}

const whole = (plan: StreamPlan, labels: Labels): string =>
  JSON.stringify({
    model: plan.model,
    created_at: new Date(labels.receivedAtMs + endMsOf(plan)).toISOString(),
    response: plan.events
      .filter(isText)
      .filter((event) => event.kind === "answer")
      .map((event) => event.text)
      .join(""),
    done: true,
    done_reason: plan.finishReason,
    ...durations(plan),
  });

/** Ollama's `/api/generate`. Its errors are a bare string. */
export const ollamaDialect: SimulatedDialect = {
  framing: "ndjson",
  streamType: "application/x-ndjson",
  read,
  messages,
  whole,
  errorBody: (words) => JSON.stringify({ error: words.message }),
};
