import { compact } from "../core/compact.ts";
import type { Dialect, ListedModel } from "./dialect.ts";
import { getJson, postJson } from "./endpoint-request.ts";
import { isObject, objectOf, parseJson, textOf } from "./json.ts";
import type { JsonObject } from "./json.ts";
import { decodeOpenaiChat } from "./openai-decode.ts";
import { explainRefusal } from "./refusal.ts";
import { requestIdOf } from "./request-id.ts";
import { readTimingHeaders } from "./server-timings.ts";

/**
 * The chat completions of OpenAI, as some thirty providers and every local server speak them. What differs between them in the
 * request is in the quirks; what differs in the answer is understood from the answer, so an unknown server works as well.
 */
export const openaiChat: Dialect = {
  framing: "sse",

  encode: (endpoint, call, quirks) =>
    postJson(endpoint, "/chat/completions", "text/event-stream", {
      model: call.model,
      messages: [{ role: "user", content: call.prompt }],
      stream: true,
      ...(quirks.omitStreamOptions
        ? undefined
        : { stream_options: { include_usage: true, ...quirks.streamOptions } }),
      [quirks.outputCapField ?? "max_tokens"]: call.maxOutputTokens,
      ...(quirks.omitTemperature ? undefined : { temperature: call.temperature }),
      ...quirks.body,
    }),

  decode: decodeOpenaiChat,

  inspect: (headers) =>
    compact({ requestId: requestIdOf(headers), timings: readTimingHeaders(headers) }),

  explain: (refusal) => explainRefusal(refusal),

  listModels: (endpoint) => getJson(endpoint, "/models"),

  readModels: (body) => {
    const parsed = parseJson(body);
    // Together answers with a bare list.
    const list = Array.isArray(parsed) ? parsed : objectOf(parsed)?.["data"];
    if (!Array.isArray(list)) return undefined;
    return list.filter(isObject).flatMap(modelOf);
  },
};

/** None for an entry without a name, and for a model that Groq marks as switched off. */
function modelOf(entry: JsonObject): ListedModel[] {
  const id = textOf(entry["id"]);
  if (id === undefined || entry["active"] === false) return [];
  const loaded = isLoaded(entry);
  return [loaded === undefined ? { id } : { id, loaded }];
}

/** LM Studio says `state: "loaded"`, llama.cpp's router `status: {value: "loaded"}`; others do not say. */
function isLoaded(entry: JsonObject): boolean | undefined {
  const state = textOf(entry["state"]) ?? textOf(objectOf(entry["status"])?.["value"]);
  return state === undefined ? undefined : state === "loaded";
}
