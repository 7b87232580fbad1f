import { compact } from "../core/compact.ts";
import type { Dialect, Quirks } from "./dialect.ts";
import { getModels, postJson } from "./endpoint-request.ts";
import { readModelList } from "./model-list.ts";
import { decodeOpenaiChat } from "./openai-decode.ts";
import { readRateLimits } from "./rate-limits.ts";
import { explainRefusal } from "./refusal.ts";
import { requestIdOf } from "./request-id.ts";
import { seedOf } from "./seed.ts";
import { readTimingHeaders } from "./server-timings.ts";

/**
 * The chat completions of OpenAI, as some thirty providers and every local server speak them. What differs between them in the
 * request is in the quirks; what differs in the answer is understood from the answer, so an unknown server works as well.
 */
export const openaiChat: Dialect = {
  framing: "sse",

  encode: (endpoint, call, quirks) =>
    postJson(endpoint, chatPath(quirks, call.model), "text/event-stream", {
      model: call.model,
      messages: [{ role: "user", content: call.prompt }],
      stream: true,
      ...(quirks.omitStreamOptions
        ? undefined
        : { stream_options: { include_usage: true, ...quirks.streamOptions } }),
      [quirks.outputCapField ?? "max_tokens"]: call.maxOutputTokens,
      ...(quirks.omitTemperature ? undefined : { temperature: call.temperature }),
      ...seedOf(call, quirks),
      ...quirks.body,
    }),

  decode: decodeOpenaiChat,

  inspect: (headers) =>
    compact({
      requestId: requestIdOf(headers),
      timings: readTimingHeaders(headers),
      rateLimits: readRateLimits(headers),
    }),

  explain: (refusal) => explainRefusal(refusal),

  listModels: (endpoint) => getModels(endpoint, "/models"),

  readModels: readModelList,
};

const chatPath = ({ chatPath: path = "/chat/completions" }: Quirks, model: string): string =>
  path.replace("{model}", () => encodeURIComponent(model));
