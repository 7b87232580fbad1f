import { decodeResponses } from "./responses-decode.ts";
import type { Dialect } from "./dialect.ts";
import { postJson } from "./endpoint-request.ts";
import { openaiChat } from "./openai-chat.ts";

/** OpenAI's Responses, as xAI, LM Studio and Bedrock speak them, too. Has no seed; keys, errors and models are those of the chat. */
export const openaiResponses: Dialect = {
  ...openaiChat,

  encode: (endpoint, call, quirks) =>
    postJson(endpoint, "/responses", "text/event-stream", {
      model: call.model,
      input: call.prompt,
      stream: true,
      max_output_tokens: call.maxOutputTokens,
      ...(quirks.streamOptions === undefined || quirks.omitStreamOptions
        ? undefined
        : { stream_options: quirks.streamOptions }),
      ...(quirks.omitTemperature ? undefined : { temperature: call.temperature }),
      ...quirks.body,
    }),

  decode: decodeResponses,
};
