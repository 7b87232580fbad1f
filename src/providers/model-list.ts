import type { ListedModel } from "./dialect.ts";
import { isObject, objectOf, parseJson, textOf } from "./json.ts";
import type { JsonObject } from "./json.ts";

/**
 * Reads a list of models in any of its shapes: `{data: [{id}]}` (OpenAI and most), a bare list (Together), `{models: [{name}]}`
 * (Cohere, Gemini), `{result: [{name}]}` (Cloudflare). Undefined when it is none.
 */
export function readModelList(body: string): readonly ListedModel[] | undefined {
  const parsed = parseJson(body);
  const around = objectOf(parsed);
  const list = Array.isArray(parsed)
    ? parsed
    : (around?.["data"] ?? around?.["models"] ?? around?.["result"]);
  return Array.isArray(list) ? list.filter(isObject).flatMap(modelOf) : undefined;
}

/** None for an entry without a name, for a model that Groq marks as switched off, and for one that makes no text. */
function modelOf(entry: JsonObject): ListedModel[] {
  // Cloudflare's ids are UUIDs, and the wire wants the name. Docker Model Runner has digests and tags.
  const name = textOf(entry["name"]);
  const id = name?.startsWith("@cf/") ? name : (textOf(entry["id"]) ?? name);
  if (id === undefined || entry["active"] === false || !makesText(entry)) return [];
  const loaded = isLoaded(entry);
  const plain = id.replace(/^models\//, "");
  return [loaded === undefined ? { id: plain } : { id: plain, loaded }];
}

/** Gemini and Cohere say for what a model can be asked; who does not say is believed to chat. */
function makesText(entry: JsonObject): boolean {
  const methods = entry["supportedGenerationMethods"] ?? entry["endpoints"];
  if (!Array.isArray(methods)) return true;
  return methods.includes("generateContent") || methods.includes("chat");
}

/** LM Studio says `state: "loaded"`, llama.cpp's router `status: {value: "loaded"}`; others do not say. */
function isLoaded(entry: JsonObject): boolean | undefined {
  const state = textOf(entry["state"]) ?? textOf(objectOf(entry["status"])?.["value"]);
  return state === undefined ? undefined : state === "loaded";
}
