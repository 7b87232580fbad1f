import { compact } from "../core/compact.ts";
import { decodeAnthropic } from "./anthropic-decode.ts";
import type { Dialect } from "./dialect.ts";
import { getModels, postJson } from "./endpoint-request.ts";
import { readModelList } from "./model-list.ts";
import { readRateLimits } from "./rate-limits.ts";
import { explainRefusal } from "./refusal.ts";
import { requestIdOf } from "./request-id.ts";

const VERSION = { "anthropic-version": "2023-06-01" };

/** Anthropic's Messages. Nothing is cached, since no block of the prompt is marked for it; nothing thinks unless asked to. */
export const anthropic: Dialect = {
  framing: "sse",

  encode: (endpoint, call, quirks) =>
    postJson(
      endpoint,
      "/messages",
      "text/event-stream",
      {
        model: call.model,
        max_tokens: call.maxOutputTokens,
        messages: [{ role: "user", content: call.prompt }],
        stream: true,
        ...(quirks.omitTemperature ? undefined : { temperature: call.temperature }),
        ...quirks.body,
      },
      VERSION,
    ),

  decode: decodeAnthropic,

  inspect: (headers) =>
    compact({ requestId: requestIdOf(headers), rateLimits: readRateLimits(headers) }),

  explain: (refusal) => explainRefusal(refusal),

  // A page has 20 models unless more are asked for.
  listModels: (endpoint) => getModels(endpoint, "/models?limit=1000", VERSION),

  readModels: readModelList,
};
