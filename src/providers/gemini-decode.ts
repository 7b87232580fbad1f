import type { StreamPart, Usage } from "../core/stream.ts";
import type { Message } from "../wire/message.ts";
import { finishReasonOf } from "./finish-reason.ts";
import { countOf, isObject, objectOf, textOf } from "./json.ts";
import type { JsonObject } from "./json.ts";
import { explainStreamError } from "./refusal.ts";
import { readEvent } from "./stream-event.ts";

/** What one event of Gemini's `streamGenerateContent` means; Vertex speaks the same. Its stream has no end mark. */
export function decodeGemini(message: Message): readonly StreamPart[] {
  const event = readEvent(message, "Gemini");
  if ("parts" in event) return event.parts;
  const { body } = event;
  const error = body["error"];
  if (error !== undefined && error !== null) {
    return [{ type: "error", failure: explainStreamError(body) }];
  }
  const parts: StreamPart[] = [];
  const candidates = body["candidates"];
  const candidate = Array.isArray(candidates) ? objectOf(candidates[0]) : undefined;
  addPieces(parts, objectOf(candidate?.["content"])?.["parts"]);
  const usage = usageOf(objectOf(body["usageMetadata"]));
  if (usage !== undefined) parts.push({ type: "usage", usage });
  const model = textOf(body["modelVersion"]);
  if (model !== undefined) parts.push({ type: "model", model });
  const id = textOf(body["responseId"]);
  if (id !== undefined) parts.push({ type: "request-id", id });
  addFinish(parts, candidate, objectOf(body["promptFeedback"]));
  return parts;
}

function addPieces(parts: StreamPart[], pieces: unknown): void {
  if (!Array.isArray(pieces)) return;
  for (const piece of pieces) {
    if (!isObject(piece)) continue;
    const text = textOf(piece["text"]);
    if (text !== undefined) {
      parts.push({ type: piece["thought"] === true ? "reasoning-delta" : "answer-delta", text });
    }
    // Arguments come whole, as an object.
    const given = objectOf(piece["functionCall"])?.["args"];
    if (isObject(given)) parts.push({ type: "tool-call-delta", text: JSON.stringify(given) });
  }
}

/** A prompt that was refused has no candidate, only the reason. */
function addFinish(
  parts: StreamPart[],
  candidate: JsonObject | undefined,
  feedback: JsonObject | undefined,
): void {
  const raw = textOf(candidate?.["finishReason"]);
  if (raw !== undefined) parts.push({ type: "finish", reason: finishReasonOf(raw), raw });
  const blocked = textOf(feedback?.["blockReason"]);
  if (blocked !== undefined) {
    parts.push({ type: "finish", reason: "content-filter", raw: blocked });
  }
}

/**
 * `candidatesTokenCount` leaves the thoughts out, the total does not: 8 + 7 + 20 thoughts = 35. Cumulative in every event; while it
 * thinks there is only the prompt, and then the output is unknown.
 */
function usageOf(said: JsonObject | undefined): Usage | undefined {
  const input = countOf(said?.["promptTokenCount"]);
  const answer = countOf(said?.["candidatesTokenCount"]);
  const reasoning = countOf(said?.["thoughtsTokenCount"]);
  const cached = countOf(said?.["cachedContentTokenCount"]);
  const usage: Usage = {
    ...(input === undefined ? undefined : { input }),
    ...(answer === undefined && reasoning === undefined
      ? undefined
      : { output: (answer ?? 0) + (reasoning ?? 0) }),
    ...(reasoning === undefined ? undefined : { reasoning }),
    ...(cached === undefined ? undefined : { cached }),
  };
  return Object.keys(usage).length === 0 ? undefined : usage;
}
