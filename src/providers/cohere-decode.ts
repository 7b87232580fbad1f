import type { StreamPart, Usage } from "../core/stream.ts";
import type { Message } from "../wire/message.ts";
import { finishReasonOf } from "./finish-reason.ts";
import { countOf, isObject, objectOf, textOf } from "./json.ts";
import type { JsonObject } from "./json.ts";
import { explainStreamError } from "./refusal.ts";
import { readEvent } from "./stream-event.ts";

/** What one event of Cohere's v2 chat means. */
export function decodeCohere(message: Message): readonly StreamPart[] {
  const event = readEvent(message, "Cohere's v2 chat");
  if ("parts" in event) return event.parts;
  const { body } = event;
  const delta = objectOf(body["delta"]);
  const parts: StreamPart[] = [];
  switch (body["type"]) {
    case "content-start":
    case "content-delta":
    case "tool-plan-delta":
    case "tool-call-start":
    case "tool-call-delta":
      addText(parts, objectOf(delta?.["message"]));
      break;
    case "message-start": {
      const id = textOf(body["id"]);
      if (id !== undefined) parts.push({ type: "request-id", id });
      break;
    }
    case "message-end":
      addEnd(parts, delta ?? {});
      break;
    default:
      if (body["error"] !== undefined || typeof body["message"] === "string") {
        parts.push({ type: "error", failure: explainStreamError(body) });
      }
  }
  return parts;
}

/** A tool plan is what the model thinks before it calls a tool. */
function addText(parts: StreamPart[], message: JsonObject | undefined): void {
  const content = objectOf(message?.["content"]);
  const thinking = textOf(content?.["thinking"]) ?? textOf(message?.["tool_plan"]);
  if (thinking !== undefined) parts.push({ type: "reasoning-delta", text: thinking });
  const text = textOf(content?.["text"]);
  if (text !== undefined) parts.push({ type: "answer-delta", text });
  const calls = message?.["tool_calls"];
  for (const call of Array.isArray(calls) ? calls : [calls]) {
    const given = textOf(objectOf(objectOf(call)?.["function"])?.["arguments"]);
    if (given !== undefined) parts.push({ type: "tool-call-delta", text: given });
  }
}

/** Finish reasons with which a generation broke, by Cohere's SDK. */
const BROKEN = new Set(["ERROR", "TIMEOUT"]);

function addEnd(parts: StreamPart[], delta: JsonObject): void {
  const usage = usageOf(objectOf(delta["usage"]));
  if (usage !== undefined) parts.push({ type: "usage", usage });
  const raw = textOf(delta["finish_reason"]);
  if (raw !== undefined) {
    if (BROKEN.has(raw)) {
      const said = isObject(delta["error"]) ? delta["error"] : { message: delta["error"] };
      parts.push({
        type: "error",
        failure: explainStreamError({ message: `finished with ${raw}`, ...said, code: raw }),
      });
    }
    parts.push({ type: "finish", reason: finishReasonOf(raw), raw });
  }
  parts.push({ type: "done" });
}

/** `tokens` is what the model read and wrote, its template included; `billed_units`, what is paid, is less (502 and 7 for one prompt). */
function usageOf(said: JsonObject | undefined): Usage | undefined {
  const tokens = objectOf(said?.["tokens"]);
  const input = countOf(tokens?.["input_tokens"]);
  const output = countOf(tokens?.["output_tokens"]);
  const cached = countOf(said?.["cached_tokens"]);
  const billed = objectOf(said?.["billed_units"]);
  const billedInput = countOf(billed?.["input_tokens"]);
  const billedOutput = countOf(billed?.["output_tokens"]);
  const usage: Usage = {
    ...(input === undefined ? undefined : { input }),
    ...(output === undefined ? undefined : { output }),
    ...(cached === undefined ? undefined : { cached }),
    ...(billedInput === undefined ? undefined : { billedInput }),
    ...(billedOutput === undefined ? undefined : { billedOutput }),
  };
  return Object.keys(usage).length === 0 ? undefined : usage;
}
