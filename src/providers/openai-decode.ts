import type { StreamPart } from "../core/stream.ts";
import type { Message } from "../wire/message.ts";
import { cleanText } from "./clean-text.ts";
import { finishReasonOf, isBrokenFinish } from "./finish-reason.ts";
import { hasError, isError } from "./error-value.ts";
import { isObject, objectOf, parseJson, textOf } from "./json.ts";
import type { JsonObject } from "./json.ts";
import { addDelta } from "./openai-text.ts";
import { readUsage, usageOfTimings } from "./openai-usage.ts";
import { explainStreamError } from "./refusal.ts";
import { readTimings } from "./server-timings.ts";

const NOTHING: readonly StreamPart[] = [];
const DONE: readonly StreamPart[] = [{ type: "done" }];
const OPENING_BRACKET = 91;
/** Words that servers send to keep a connection open. */
const KEEP_ALIVE: ReadonlySet<string> = new Set(["ping", "keepalive", "heartbeat"]);

/** `[DONE]`, `"[DONE]"`, `[keep-alive]`: the word without its dress. Text of another kind is no word. */
const wordIn = (text: string): string =>
  /^["[\]\w-]{0,20}$/.test(text) ? text.replaceAll(/[^a-z]/gi, "").toLowerCase() : text;

/**
 * What one event of an OpenAI-style chat stream means. Written for speed, since it runs between two reads: an event of plain text
 * costs its `JSON.parse` and a few look-ups; usage, timings, model and ids are looked for only in events that are more than that
 * (a role, a finish reason, a usage, no choices, `x_groq`), which the first and the last of every stream are.
 */
export function decodeOpenaiChat({ event, data }: Message): readonly StreamPart[] {
  if (data.charCodeAt(0) === OPENING_BRACKET && data.startsWith("[DONE]")) return DONE;
  const parsed = parseJson(data);
  if (event === "error") return [{ type: "error", failure: explainStreamError(parsed ?? data) }];
  // Google's OpenAI-style endpoint sends its errors in a list.
  const body = Array.isArray(parsed) ? objectOf(parsed[0]) : objectOf(parsed);
  return body === undefined ? decodeOther(data, event) : decodeObject(body);
}

/** Data that is no object: an end mark in another dress, a keep-alive, or garbage. */
function decodeOther(data: string, event: string | undefined): readonly StreamPart[] {
  const text = data.trim();
  const word = wordIn(text);
  if (text === "" || event === "ping" || KEEP_ALIVE.has(word)) return NOTHING;
  if (word === "done") return DONE;
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
  const choice: unknown = Array.isArray(choices) ? firstChoice(choices) : undefined;
  if (holdsError(body, choices)) parts.push({ type: "error", failure: explainStreamError(body) });
  if (!isObject(choice)) {
    addFacts(parts, body, undefined);
    return parts;
  }
  const delta = choice["delta"];
  const finish = textOf(choice["finish_reason"]);
  if (isObject(delta)) addDelta(parts, delta);
  else addWhole(parts, choice);
  if (finish !== undefined) addFinish(parts, choice, finish);
  const isPlain =
    finish === undefined &&
    (body["usage"] === undefined || body["usage"] === null) &&
    isObject(delta) &&
    delta["role"] === undefined &&
    body["x_groq"] === undefined;
  if (!isPlain) addFacts(parts, body, choice);
  return parts;
}

/** One answer is asked for. A server that gives more numbers them, and they may come in any order. */
function firstChoice(choices: readonly unknown[]): unknown {
  const [first] = choices;
  const number = isObject(first) ? first["index"] : undefined;
  if (typeof number !== "number" || number === 0) return first;
  return choices.find((choice) => isObject(choice) && choice["index"] === 0);
}

/**
 * A choice without a delta: the older `/completions` sends its text beside the index (Together's chat sends it there and in the
 * delta), a server that does not really stream sends the whole message.
 */
function addWhole(parts: StreamPart[], choice: JsonObject): void {
  const message = choice["message"];
  const text = textOf(choice["text"]);
  if (isObject(message)) addDelta(parts, message);
  else if (text !== undefined) parts.push({ type: "answer-delta", text });
}

/** An error in the place of an event. What has choices or a usage may have a message of its own. */
function holdsError(body: JsonObject, choices: unknown): boolean {
  return choices === undefined && body["usage"] === undefined ? isError(body) : hasError(body);
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
  // Why Groq stopped a stream early.
  if (groq !== undefined && hasError(groq)) {
    parts.push({ type: "error", failure: explainStreamError(groq) });
  }
  const id = textOf(groq?.["id"]) ?? textOf(body["request_id"]);
  if (id !== undefined) parts.push({ type: "request-id", id });
}
