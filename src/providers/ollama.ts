import { compact } from "../core/compact.ts";
import type { Dialect, ListedModel } from "./dialect.ts";
import { getJson, postJson } from "./endpoint-request.ts";
import { isObject, objectOf, parseJson, textOf } from "./json.ts";
import type { JsonObject } from "./json.ts";
import { decodeOllama } from "./ollama-decode.ts";
import { explainRefusal } from "./refusal.ts";
import { requestIdOf } from "./request-id.ts";
import { seedOf } from "./seed.ts";

/**
 * Ollama's native protocol. Preferred to its OpenAI side because its last line tells the time of loading the model, of reading the
 * prompt and of generating. Whether a model thinks is left to its default.
 */
export const ollama: Dialect = {
  framing: "ndjson",

  encode: (endpoint, call, quirks) =>
    postJson(endpoint, "/api/generate", "application/x-ndjson", {
      model: call.model,
      prompt: call.prompt,
      stream: true,
      options: {
        num_predict: call.maxOutputTokens,
        ...(quirks.omitTemperature ? undefined : { temperature: call.temperature }),
        ...seedOf(call, quirks),
      },
      ...quirks.body,
    }),

  decode: decodeOllama,

  inspect: (headers) => compact({ requestId: requestIdOf(headers) }),

  explain: (refusal) =>
    explainRefusal(refusal, {
      "no-such-model": ({ model, endpoint }) =>
        endpoint?.key === undefined
          ? `get it with \`ollama pull ${model ?? "NAME"}\`, or see \`speed-kings list --models local\``
          : undefined,
      // A prompt longer than num_ctx is cut in silence; a model too large for the memory is a 500.
      "server-fault": ({ endpoint }) =>
        endpoint?.key === undefined
          ? "see the log of `ollama serve`; the model may be too large for the memory"
          : undefined,
    }),

  listModels: (endpoint) => getJson(endpoint, "/api/tags"),

  listLoaded: (endpoint) => getJson(endpoint, "/api/ps"),

  readModels: (body) => {
    const models = objectOf(parseJson(body))?.["models"];
    return Array.isArray(models) ? models.filter(isObject).flatMap(modelOf) : undefined;
  },
};

/** `/api/ps` lists only what is in memory, each with the moment when it will be dropped. */
function modelOf(entry: JsonObject): ListedModel[] {
  const id = textOf(entry["name"]) ?? textOf(entry["model"]);
  if (id === undefined) return [];
  return [entry["expires_at"] === undefined ? { id } : { id, loaded: true }];
}
