import type { StreamPart, Usage } from "../core/stream.ts";
import type { Message } from "../wire/message.ts";
import { finishReasonOf } from "./finish-reason.ts";
import { countOf, objectOf, textOf } from "./json.ts";
import type { JsonObject } from "./json.ts";
import { explainStreamError } from "./refusal.ts";
import { readEvent } from "./stream-event.ts";

/**
 * What one event of Anthropic's Messages stream means. Events of a kind that is not known are passed over, as its documentation
 * asks; signatures and redacted thinking hold no text.
 */
export function decodeAnthropic(message: Message): readonly StreamPart[] {
  const event = readEvent(message, "Anthropic's Messages");
  if ("parts" in event) return event.parts;
  const { body } = event;
  const parts: StreamPart[] = [];
  switch (body["type"]) {
    case "content_block_delta":
      addText(parts, objectOf(body["delta"]));
      break;
    case "content_block_start":
      addText(parts, objectOf(body["content_block"]));
      break;
    case "message_start":
      addStart(parts, objectOf(body["message"]));
      break;
    case "message_delta":
      addEnd(parts, body);
      break;
    case "message_stop":
      parts.push({ type: "done" });
      break;
    case "error":
      parts.push({ type: "error", failure: explainStreamError(body) });
      break;
    default:
      if (body["error"] !== undefined && body["error"] !== null) {
        parts.push({ type: "error", failure: explainStreamError(body) });
      }
  }
  return parts;
}

function addText(parts: StreamPart[], piece: JsonObject | undefined): void {
  const thinking = textOf(piece?.["thinking"]);
  if (thinking !== undefined) parts.push({ type: "reasoning-delta", text: thinking });
  const text = textOf(piece?.["text"]);
  if (text !== undefined) parts.push({ type: "answer-delta", text });
  const input = textOf(piece?.["partial_json"]);
  if (input !== undefined) parts.push({ type: "tool-call-delta", text: input });
}

/** The output count of the first event is that of its first token: only the cumulative one of the last event counts. */
function addStart(parts: StreamPart[], message: JsonObject | undefined): void {
  const model = textOf(message?.["model"]);
  if (model !== undefined) parts.push({ type: "model", model });
  addUsage(parts, objectOf(message?.["usage"]), false);
}

function addEnd(parts: StreamPart[], body: JsonObject): void {
  addUsage(parts, objectOf(body["usage"]), true);
  const raw = textOf(objectOf(body["delta"])?.["stop_reason"]);
  if (raw !== undefined) parts.push({ type: "finish", reason: finishReasonOf(raw), raw });
}

/** `input_tokens` leaves out what was read from and written to the cache; our `input` is all of the prompt. */
function addUsage(parts: StreamPart[], said: JsonObject | undefined, isFinal: boolean): void {
  const fresh = countOf(said?.["input_tokens"]);
  const cached = countOf(said?.["cache_read_input_tokens"]);
  const cacheWrite = countOf(said?.["cache_creation_input_tokens"]);
  const output = isFinal ? countOf(said?.["output_tokens"]) : undefined;
  const reasoning = countOf(objectOf(said?.["output_tokens_details"])?.["thinking_tokens"]);
  // Servers that speak like Anthropic begin with 0 and tell the count at the end.
  const input = (fresh ?? 0) + (cached ?? 0) + (cacheWrite ?? 0);
  const usage: Usage = {
    ...(fresh === undefined || input === 0 ? undefined : { input }),
    ...(output === undefined ? undefined : { output }),
    ...(reasoning === undefined || !isFinal ? undefined : { reasoning }),
    ...(cached === undefined ? undefined : { cached }),
    ...(cacheWrite === undefined ? undefined : { cacheWrite }),
  };
  if (Object.keys(usage).length > 0) parts.push({ type: "usage", usage });
}
