import type { StreamPart } from "../core/stream.ts";
import type { Message } from "../wire/message.ts";
import { cleanText } from "./clean-text.ts";
import { isObject, parseJson } from "./json.ts";
import type { JsonObject } from "./json.ts";

const NOTHING: readonly StreamPart[] = [];
const DONE: readonly StreamPart[] = [{ type: "done" }];

/** The JSON object in an event, or what the event means without being one: nothing, an end mark, or a breach of the protocol. */
export function readEvent(
  { data }: Message,
  protocol: string,
): { readonly body: JsonObject } | { readonly parts: readonly StreamPart[] } {
  const parsed = parseJson(data);
  if (isObject(parsed)) return { body: parsed };
  // Google answers with a list where something went wrong before the stream.
  if (Array.isArray(parsed) && isObject(parsed[0])) return { body: parsed[0] };
  const text = data.trim();
  if (text === "") return { parts: NOTHING };
  if (text === "[DONE]") return { parts: DONE };
  const failure = {
    kind: "protocol",
    message: `the stream holds something that is not the JSON of ${protocol}: ${cleanText(text, 80)}`,
    advice: "is the URL right? It must lead to that API",
  } as const;
  return { parts: [{ type: "error", failure }] };
}
