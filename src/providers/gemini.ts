import { compact } from "../core/compact.ts";
import type { Dialect } from "./dialect.ts";
import { getModels, postJson } from "./endpoint-request.ts";
import { decodeGemini } from "./gemini-decode.ts";
import { readModelList } from "./model-list.ts";
import { readRateLimits } from "./rate-limits.ts";
import { explainRefusal } from "./refusal.ts";
import { requestIdOf } from "./request-id.ts";
import { seedOf } from "./seed.ts";

/** Google's own protocol. The cap holds for thoughts and answer together. */
export const gemini: Dialect = {
  framing: "sse",

  encode: (endpoint, call, quirks) =>
    postJson(
      endpoint,
      `/models/${encodeURIComponent(call.model.replace(/^models\//, ""))}:streamGenerateContent?alt=sse`,
      "text/event-stream",
      {
        contents: [{ role: "user", parts: [{ text: call.prompt }] }],
        generationConfig: {
          maxOutputTokens: call.maxOutputTokens,
          ...(quirks.omitTemperature ? undefined : { temperature: call.temperature }),
          ...seedOf(call, quirks),
          ...quirks.generation,
        },
        ...quirks.body,
      },
    ),

  decode: decodeGemini,

  inspect: (headers) =>
    compact({ requestId: requestIdOf(headers), rateLimits: readRateLimits(headers) }),

  explain: (refusal) => explainRefusal(refusal),

  listModels: (endpoint) => getModels(endpoint, "/models?pageSize=1000"),

  readModels: readModelList,
};
