import type { StreamPart } from "../core/stream.ts";
import type { Message } from "../wire/message.ts";
import { finishReasonOf } from "./finish-reason.ts";
import { isObject, objectOf, textOf } from "./json.ts";
import type { JsonObject } from "./json.ts";
import { readUsage } from "./openai-usage.ts";
import { explainStreamError } from "./refusal.ts";
import { readEvent } from "./stream-event.ts";

const DELTAS: Readonly<Record<string, "answer-delta" | "reasoning-delta" | "tool-call-delta">> = {
  "response.output_text.delta": "answer-delta",
  "response.refusal.delta": "answer-delta",
  "response.reasoning_summary_text.delta": "reasoning-delta",
  "response.reasoning_text.delta": "reasoning-delta",
  "response.function_call_arguments.delta": "tool-call-delta",
  "response.custom_tool_call_input.delta": "tool-call-delta",
  "response.mcp_call_arguments.delta": "tool-call-delta",
};

/** What one event of OpenAI's Responses stream means. Every text comes again, whole, in later events: only deltas count. */
export function decodeResponses(message: Message): readonly StreamPart[] {
  const event = readEvent(message, "the Responses API");
  if ("parts" in event) return event.parts;
  const { body } = event;
  const type = textOf(body["type"]) ?? message.event ?? "";
  const kind = Object.hasOwn(DELTAS, type) ? DELTAS[type] : undefined;
  if (kind !== undefined) {
    const text = textOf(body["delta"]);
    return text === undefined ? [] : [{ type: kind, text }];
  }
  const response = objectOf(body["response"]);
  const parts: StreamPart[] = [];
  switch (type) {
    case "response.created": {
      const model = textOf(response?.["model"]);
      if (model !== undefined) parts.push({ type: "model", model });
      break;
    }
    case "response.completed":
    case "response.incomplete":
      addEnd(parts, response ?? {});
      break;
    case "response.failed":
      parts.push({ type: "error", failure: explainStreamError(response ?? body) });
      break;
    default:
      if (type === "error" || (body["error"] !== undefined && body["error"] !== null)) {
        parts.push({ type: "error", failure: explainStreamError(body) });
      }
  }
  return parts;
}

function addEnd(parts: StreamPart[], response: JsonObject): void {
  const said = objectOf(response["usage"]);
  const usage = said === undefined ? undefined : readUsage(asChatUsage(said), response);
  if (usage !== undefined) parts.push({ type: "usage", usage });
  const model = textOf(response["model"]);
  if (model !== undefined) parts.push({ type: "model", model });
  const raw =
    textOf(objectOf(response["incomplete_details"])?.["reason"]) ??
    (callsTool(response["output"]) ? "tool_calls" : "completed");
  parts.push({ type: "finish", reason: finishReasonOf(raw), raw }, { type: "done" });
}

const callsTool = (output: unknown): boolean =>
  Array.isArray(output) &&
  output.some((item) => isObject(item) && item["type"] === "function_call");

/** The same counts under the names of a chat. */
const asChatUsage = (said: JsonObject): JsonObject => ({
  ...said,
  prompt_tokens: said["input_tokens"],
  completion_tokens: said["output_tokens"],
  prompt_tokens_details: said["input_tokens_details"],
  completion_tokens_details: said["output_tokens_details"],
});
