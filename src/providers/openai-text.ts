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
  } else if (content !== null && content !== undefined) {
    addItems(parts, Array.isArray(content) ? content : [content]);
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
  const plain =
    textOf(delta["reasoning_content"]) ?? textOf(delta["reasoning"]) ?? textOf(delta["thinking"]);
  if (plain !== undefined) return plain;
  const details = delta["reasoning_details"];
  if (!Array.isArray(details)) return undefined;
  const texts = details
    .filter(isObject)
    .map((detail) => textOf(detail["text"]) ?? textOf(detail["summary"]));
  return textOf(texts.join(""));
}

/** Mistral's reasoning models send `content` as a list of `thinking` and `text` items, Databricks of `reasoning` with a summary. */
function addItems(parts: StreamPart[], items: readonly unknown[]): void {
  for (const item of items) {
    const type = isObject(item) ? item["type"] : undefined;
    const thinks = type === "thinking" || type === "reasoning";
    const text = textIn(item);
    if (text !== "") parts.push({ type: thinks ? "reasoning-delta" : "answer-delta", text });
  }
}

/** All text of an item; that of one that thinks is a list of items itself. */
function textIn(item: unknown): string {
  if (typeof item === "string") return item;
  if (!isObject(item)) return "";
  const inner = item["thinking"] ?? item["summary"] ?? item["reasoning"] ?? item["text"];
  const pieces: readonly unknown[] = Array.isArray(inner) ? inner : [inner];
  return pieces.map((piece) => textOf(piece) ?? textOf(objectOf(piece)?.["text"]) ?? "").join("");
}

function addToolCalls(parts: StreamPart[], delta: JsonObject): void {
  const calls = delta["tool_calls"];
  if (calls !== undefined && calls !== null) {
    for (const call of Array.isArray(calls) ? calls : [calls]) {
      addArguments(parts, objectOf(call)?.["function"]);
    }
  }
  if (delta["function_call"] !== undefined) addArguments(parts, delta["function_call"]);
}

function addArguments(parts: StreamPart[], called: unknown): void {
  const given = objectOf(called)?.["arguments"];
  const text = isObject(given) ? JSON.stringify(given) : textOf(given);
  if (text !== undefined) parts.push({ type: "tool-call-delta", text });
}
