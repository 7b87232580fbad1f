import { compact } from "../core/compact.ts";
import { decodeCohere } from "./cohere-decode.ts";
import type { Dialect } from "./dialect.ts";
import { getModels, postJson } from "./endpoint-request.ts";
import { readModelList } from "./model-list.ts";
import { readRateLimits } from "./rate-limits.ts";
import { explainRefusal } from "./refusal.ts";
import { requestIdOf } from "./request-id.ts";
import { seedOf } from "./seed.ts";

/** Cohere's v2 chat. */
export const cohere: Dialect = {
  framing: "sse",

  encode: (endpoint, call, quirks) =>
    postJson(endpoint, "/chat", "text/event-stream", {
      model: call.model,
      messages: [{ role: "user", content: call.prompt }],
      stream: true,
      max_tokens: call.maxOutputTokens,
      ...(quirks.omitTemperature ? undefined : { temperature: call.temperature }),
      ...seedOf(call, quirks),
      ...quirks.body,
    }),

  decode: decodeCohere,

  inspect: (headers) =>
    compact({ requestId: requestIdOf(headers), rateLimits: readRateLimits(headers) }),

  explain: (refusal) => explainRefusal(refusal),

  listModels: (endpoint) => getModels(endpoint, "/models"),

  readModels: readModelList,
};
