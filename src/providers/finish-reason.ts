import type { FinishReason } from "../core/stream.ts";

/** Every word for a finish that was seen or is documented, lower case (recordings of 2024 to 2026; Together said `eos` in 2025). */
const WORDS: Readonly<Record<string, FinishReason>> = {
  stop: "stop",
  eos: "stop",
  eos_token: "stop",
  end_turn: "stop",
  stop_sequence: "stop",
  complete: "stop",
  length: "length",
  max_tokens: "length",
  max_output_tokens: "length",
  // Mistral: the model's context, and not the cap of the request, was full.
  model_length: "length",
  tool_calls: "tool-calls",
  tool_use: "tool-calls",
  function_call: "tool-calls",
  content_filter: "content-filter",
  safety: "content-filter",
  refusal: "content-filter",
  // Anthropic: the context was full, or a tool of its own paused the turn.
  model_context_window_exceeded: "length",
  // Gemini's words for an answer that was held back.
  recitation: "content-filter",
  blocklist: "content-filter",
  prohibited_content: "content-filter",
  spii: "content-filter",
  // Cohere.
  tool_call: "tool-calls",
  // Ours for a response of the Responses API that came to its end.
  completed: "stop",
};

/** Our word for a provider's. `other` for one that is not known. */
export const finishReasonOf = (raw: string): FinishReason => WORDS[raw.toLowerCase()] ?? "other";

/**
 * Finish reasons that say the generation broke: OpenRouter's `error`, `abort` of vLLM and SGLang, DeepSeek's
 * `insufficient_system_resource` ("interrupted due to insufficient resource of the inference system").
 */
export const isBrokenFinish = (raw: string): boolean =>
  raw === "error" || raw === "abort" || raw === "insufficient_system_resource";
