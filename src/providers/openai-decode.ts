import type { StreamPart } from "../core/stream.ts";
import type { Message } from "../wire/message.ts";
import { cleanText } from "./clean-text.ts";
import { finishReasonOf, isBrokenFinish } from "./finish-reason.ts";
import { isObject, objectOf, parseJson, textOf } from "./json.ts";
import type { JsonObject } from "./json.ts";
import { addDelta } from "./openai-text.ts";
import { readUsage, usageOfTimings } from "./openai-usage.ts";
import { explainStreamError } from "./refusal.ts";
import { readTimings } from "./server-timings.ts";

const NOTHING: readonly StreamPart[] = [];
const DONE: readonly StreamPart[] = [{ type: "done" }];
const OPENING_BRACKET = 91;

/**
 * What one event of an OpenAI-style chat stream means. Written for speed, since it runs between two reads: an event of plain text
 * costs its `JSON.parse` and a few look-ups; usage, timings, model and ids are looked for only in events that are more than that
 * (a role, a finish reason, a usage, no choices), which the first and the last of every stream are.
 */
export function decodeOpenaiChat({ event, data }: Message): readonly StreamPart[] {
  if (data.charCodeAt(0) === OPENING_BRACKET && data.startsWith("[DONE]")) return DONE;
  const parsed = parseJson(data);
  if (event === "error") return [{ type: "error", failure: explainStreamError(parsed ?? data) }];
  // Google's OpenAI-style endpoint sends its errors in a list.
  const body = Array.isArray(parsed) ? objectOf(parsed[0]) : objectOf(parsed);
  return body === undefined ? decodeOther(data, event) : decodeObject(body);
}

/** Data that is no object: an end mark with blanks, a keep-alive, or garbage. */
function decodeOther(data: string, event: string | undefined): readonly StreamPart[] {
  const text = data.trim();
  if (text === "" || event === "ping") return NOTHING;
  if (text === "[DONE]") return DONE;
  const shown = cleanText(text, 80);
  return [
    {
      type: "error",
      failure: {
        kind: "protocol",
        message: `the stream holds something that is not the JSON of a chat: ${shown}`,
        advice: "is the URL right? It must lead to an OpenAI-style API",
      },
    },
  ];
}

function decodeObject(body: JsonObject): readonly StreamPart[] {
  const parts: StreamPart[] = [];
  const choices = body["choices"];
  const choice: unknown = Array.isArray(choices) ? choices[0] : undefined;
  if (holdsError(body, choices)) parts.push({ type: "error", failure: explainStreamError(body) });
  if (!isObject(choice)) {
    addFacts(parts, body, undefined);
    return parts;
  }
  const delta = choice["delta"];
  const finish = textOf(choice["finish_reason"]);
  if (isObject(delta)) addDelta(parts, delta);
  else addCompletion(parts, choice);
  if (finish !== undefined) addFinish(parts, choice, finish);
  const isPlain =
    finish === undefined &&
    (body["usage"] === undefined || body["usage"] === null) &&
    isObject(delta) &&
    delta["role"] === undefined;
  if (!isPlain) addFacts(parts, body, choice);
  return parts;
}

/** The older `/completions` sends its text beside the choice's index; Together's chat sends it there and in the delta. */
function addCompletion(parts: StreamPart[], choice: JsonObject): void {
  const text = textOf(choice["text"]);
  if (text !== undefined) parts.push({ type: "answer-delta", text });
}

/** An `error` of any type, or an error object flat in the place of an event (Cerebras, Mistral, FastAPI). */
function holdsError(body: JsonObject, choices: unknown): boolean {
  const error = body["error"];
  if (error !== undefined && error !== null && error !== "" && error !== false) return true;
  return (
    choices === undefined &&
    body["usage"] === undefined &&
    (typeof body["message"] === "string" ||
      body["detail"] !== undefined ||
      Array.isArray(body["errors"]))
  );
}

function addFinish(parts: StreamPart[], choice: JsonObject, finish: string): void {
  const error = choice["error"];
  if (isObject(error)) {
    parts.push({ type: "error", failure: explainStreamError(error) });
  } else if (isBrokenFinish(finish)) {
    parts.push({
      type: "error",
      failure: {
        ...explainStreamError({ code: finish }),
        message: `error inside the stream: it finished with "${finish}"`,
      },
    });
  }
  parts.push({ type: "finish", reason: finishReasonOf(finish), raw: finish });
}

/** Everything but text: counts, times, names. */
function addFacts(parts: StreamPart[], body: JsonObject, choice: JsonObject | undefined): void {
  const groq = objectOf(body["x_groq"]);
  // Groq sends the same usage up to three times, Moonshot has sent it inside the choice.
  const usage = objectOf(body["usage"]) ?? objectOf(groq?.["usage"]) ?? objectOf(choice?.["usage"]);
  const counts = usage === undefined ? usageOfTimings(body) : readUsage(usage, body);
  if (counts !== undefined) parts.push({ type: "usage", usage: counts });
  const timings = readTimings(body, usage);
  if (timings !== undefined) parts.push({ type: "server-timings", timings });
  const model = textOf(body["model"]);
  if (model !== undefined) parts.push({ type: "model", model });
  const id = textOf(groq?.["id"]) ?? textOf(body["request_id"]);
  if (id !== undefined) parts.push({ type: "request-id", id });
}
