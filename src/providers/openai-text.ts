import type { StreamPart } from "../core/stream.ts";
import { isObject, objectOf, textOf } from "./json.ts";
import type { JsonObject } from "./json.ts";

/** Adds what the delta of a choice says, reasoning before answer. An empty or role-only delta adds nothing. */
export function addDelta(parts: StreamPart[], delta: JsonObject): void {
  const content = delta["content"];
  const reasoning = reasoningOf(delta);
  if (reasoning !== undefined) parts.push({ type: "reasoning-delta", text: reasoning });
  if (typeof content === "string") {
    if (content !== "") parts.push({ type: "answer-delta", text: content });
  } else if (Array.isArray(content)) {
    addItems(parts, content);
  }
  const refusal = textOf(delta["refusal"]);
  if (refusal !== undefined) parts.push({ type: "answer-delta", text: refusal });
  addToolCalls(parts, delta);
}

/**
 * Many servers send the same reasoning in two or three fields of one delta (`reasoning` and `reasoning_details`; Avian, OpenRouter,
 * Vercel): only the first that holds text is taken.
 */
function reasoningOf(delta: JsonObject): string | undefined {
  const plain = textOf(delta["reasoning_content"]) ?? textOf(delta["reasoning"]);
  if (plain !== undefined) return plain;
  const details = delta["reasoning_details"];
  if (!Array.isArray(details)) return undefined;
  const texts = details
    .filter(isObject)
    .map((detail) => textOf(detail["text"]) ?? textOf(detail["summary"]));
  return textOf(texts.join(""));
}

/** Mistral's reasoning models send `content` as a list of `thinking` and `text` items. */
function addItems(parts: StreamPart[], items: readonly unknown[]): void {
  for (const item of items) {
    if (!isObject(item)) continue;
    if (item["type"] === "thinking") {
      const thinking = item["thinking"];
      const text = Array.isArray(thinking)
        ? thinking.map((piece) => textOf(objectOf(piece)?.["text"]) ?? "").join("")
        : textOf(thinking);
      if (text !== undefined && text !== "") parts.push({ type: "reasoning-delta", text });
    } else {
      const text = textOf(item["text"]);
      if (text !== undefined) parts.push({ type: "answer-delta", text });
    }
  }
}

function addToolCalls(parts: StreamPart[], delta: JsonObject): void {
  const calls = delta["tool_calls"];
  if (Array.isArray(calls)) {
    for (const call of calls) addArguments(parts, objectOf(call)?.["function"]);
  }
  if (delta["function_call"] !== undefined) addArguments(parts, delta["function_call"]);
}

function addArguments(parts: StreamPart[], called: unknown): void {
  const text = textOf(objectOf(called)?.["arguments"]);
  if (text !== undefined) parts.push({ type: "tool-call-delta", text });
}
