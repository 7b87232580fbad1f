import type { ServerTimings, StreamPart, Usage } from "../core/stream.ts";
import type { Message } from "../wire/message.ts";
import { cleanText } from "./clean-text.ts";
import { finishReasonOf } from "./finish-reason.ts";
import { amountOf, countOf, isObject, objectOf, parseJson, textOf } from "./json.ts";
import type { JsonObject } from "./json.ts";
import { explainStreamError } from "./refusal.ts";

const NOTHING: readonly StreamPart[] = [];
const NANOS_PER_MS = 1e6;

/** What one line of Ollama's native stream means. Understands the lines of `/api/chat` as well as those of `/api/generate`. */
export function decodeOllama({ data }: Message): readonly StreamPart[] {
  const line = parseJson(data);
  if (!isObject(line)) {
    if (data.trim() === "") return NOTHING;
    const failure = {
      kind: "protocol",
      message: `the stream holds a line that is not JSON: ${cleanText(data, 80)}`,
      advice: "is that Ollama? set OLLAMA_URL, or name the server with name=http://host:port/v1",
    } as const;
    return [{ type: "error", failure }];
  }
  if (line["error"] !== undefined && line["error"] !== null) {
    return [{ type: "error", failure: explainStreamError(line) }];
  }
  const parts: StreamPart[] = [];
  addText(parts, line["thinking"], line["response"]);
  const message = objectOf(line["message"]);
  if (message !== undefined) {
    addText(parts, message["thinking"], message["content"]);
    addToolCalls(parts, message["tool_calls"]);
  }
  if (line["done"] === true) addEnd(parts, line);
  return parts;
}

function addText(parts: StreamPart[], thinking: unknown, answer: unknown): void {
  const reasoning = textOf(thinking);
  if (reasoning !== undefined) parts.push({ type: "reasoning-delta", text: reasoning });
  const text = textOf(answer);
  if (text !== undefined) parts.push({ type: "answer-delta", text });
}

/** Ollama sends the arguments of a call whole, as an object. */
function addToolCalls(parts: StreamPart[], calls: unknown): void {
  if (!Array.isArray(calls)) return;
  for (const call of calls) {
    const given = objectOf(objectOf(call)?.["function"])?.["arguments"];
    if (given !== undefined) parts.push({ type: "tool-call-delta", text: JSON.stringify(given) });
  }
}

function addEnd(parts: StreamPart[], line: JsonObject): void {
  const usage = usageOf(line);
  if (usage !== undefined) parts.push({ type: "usage", usage });
  const timings = timingsOf(line);
  if (timings !== undefined) parts.push({ type: "server-timings", timings });
  const model = textOf(line["model"]);
  if (model !== undefined) parts.push({ type: "model", model });
  const raw = textOf(line["done_reason"]);
  if (raw !== undefined) parts.push({ type: "finish", reason: finishReasonOf(raw), raw });
  parts.push({ type: "done" });
}

/** A count of the prompt that is absent or 0 means that the prompt was cached, not that it was empty: unknown. */
function usageOf(line: JsonObject): Usage | undefined {
  const input = countOf(line["prompt_eval_count"]);
  const output = countOf(line["eval_count"]);
  const usage: Usage = {
    ...(input === undefined || input === 0 ? undefined : { input }),
    ...(output === undefined ? undefined : { output }),
  };
  return Object.keys(usage).length === 0 ? undefined : usage;
}

/** Nanoseconds into milliseconds. The sum of the parts is not the total. */
function timingsOf(line: JsonObject): ServerTimings | undefined {
  const loadMs = msOf(line["load_duration"]);
  const prefillMs = msOf(line["prompt_eval_duration"]);
  const decodeMs = msOf(line["eval_duration"]);
  const totalMs = msOf(line["total_duration"]);
  const timings: ServerTimings = {
    ...(loadMs === undefined ? undefined : { loadMs }),
    ...(prefillMs === undefined ? undefined : { prefillMs }),
    ...(decodeMs === undefined ? undefined : { decodeMs }),
    ...(totalMs === undefined ? undefined : { totalMs }),
  };
  return Object.keys(timings).length === 0 ? undefined : timings;
}

function msOf(nanos: unknown): number | undefined {
  const amount = amountOf(nanos);
  return amount === undefined ? undefined : amount / NANOS_PER_MS;
}
