import { describe, expect, test } from "bun:test";
import { join } from "node:path";
import type { FailureReason } from "../../src/core/failure.ts";
import { ollama } from "../../src/providers/ollama.ts";
import { openaiChat } from "../../src/providers/openai-chat.ts";
import { HAS_RECORDINGS, RECORDINGS } from "./replay.ts";

interface Recorded {
  readonly response: {
    readonly status: number;
    readonly headers: readonly (readonly [string, string])[];
  };
}

/** File, reason, the provider's code, a piece of its own words. */
const EXPECTED: readonly (readonly [string, FailureReason, string | undefined, string])[] = [
  [
    "anthropic/error-400-context",
    "context-too-long",
    "invalid_request_error",
    "prompt is too long: 3333404",
  ],
  ["anthropic/error-401", "bad-key", "authentication_error", "invalid x-api-key"],
  ["azure/error-401", "bad-key", undefined, "invalid subscription key"],
  ["azure/error-429", "rate-limited", "RateLimitReached", "have exceeded rate limit"],
  ["bedrock/error-400", "context-too-long", "ValidationException", "Input Tokens Exceeded"],
  ["bedrock/error-403", "bad-key", "UnrecognizedClientException", "security token"],
  ["cohere/error-401", "bad-key", undefined, "Incorrect API key provided"],
  [
    "deepseek/error-400-context",
    "context-too-long",
    "invalid_request_error",
    "maximum context length is 1048565",
  ],
  ["gemini/error-400-key", "bad-key", "API_KEY_INVALID", "API key not valid"],
  ["gemini/error-404-model", "no-such-model", "NOT_FOUND", "models/gemini-1.5-flash is not found"],
  ["gemini/vercel-429-retry-info", "rate-limited-requests", "RESOURCE_EXHAUSTED", "current quota"],
  [
    "groq/error-400-tool_use_failed",
    "bad-request",
    "tool_use_failed",
    "Tool call validation failed",
  ],
  ["groq/error-404-model", "no-such-model", "model_not_found", "`non-existent` does not exist"],
  ["hyperbolic/error-400", "no-such-model", "40301", "Only Qwen/Qwen2.5-72B-Instruct"],
  ["llamacpp/error-400-context", "context-too-long", "exceed_context_size_error", "2009 tokens"],
  ["llamacpp/error-500", "server-fault", "server_error", "Cannot use both"],
  ["llamacpp/error-501", "server-fault", "not_supported_error", "does not support reranking"],
  ["mistral/error-401", "bad-key", undefined, "Invalid API Key"],
  [
    "ollama/error-404-model",
    "no-such-model",
    undefined,
    "model 'nonexistent-model:latest' not found",
  ],
  ["openai/error-400-context", "context-too-long", "context_length_exceeded", "context window"],
  ["openai/error-401", "bad-key", "invalid_api_key", "Incorrect API key provided"],
  ["openai/error-404-model", "gone", "model_not_found", "has been deprecated"],
  ["openrouter/error-400-context", "context-too-long", undefined, "context length is 200000"],
  ["openrouter/error-401", "bad-key", undefined, "Missing Authentication header"],
  ["perplexity/error-401", "bad-key", "invalid_api_key", "Invalid API key provided"],
  ["vertex/error-400", "context-too-long", "INVALID_ARGUMENT", "input token count (1250074)"],
  ["xai/error-400-key", "bad-key", "invalid-argument", "Incorrect API key provided"],
  ["xai/error-400-model", "no-such-model", "invalid-argument", "Model not found: grok-nonexistent"],
];

describe.skipIf(!HAS_RECORDINGS)("recorded refusals", () => {
  for (const [file, reason, code, words] of EXPECTED) {
    test(`${file} is ${reason}, in the provider's own words`, async () => {
      const recorded: Recorded = await Bun.file(join(RECORDINGS, `${file}.meta.json`)).json();
      const { status } = recorded.response;
      const headers = new Headers(recorded.response.headers.map(([name, value]) => [name, value]));
      const body = await Bun.file(join(RECORDINGS, `${file}.json`)).text();
      const dialect = file.startsWith("ollama/") ? ollama : openaiChat;
      const failure = dialect.explain({ status, headers, body });
      expect(failure.kind).toBe(status === 429 ? "rate-limited" : "http");
      expect(failure.reason).toBe(reason);
      expect("code" in failure ? failure.code : undefined).toBe(code);
      expect(failure.message).toContain(words);
      expect(failure.message).toContain(`(${status})`);
      expect(failure.message).not.toContain("\n");
      expect(failure.advice).toBeTruthy();
    });
  }

  test("the waiting time is read from Google's RetryInfo and Azure's headers", async () => {
    const google = await Bun.file(join(RECORDINGS, "gemini/vercel-429-retry-info.json")).text();
    const refusal = { status: 429, headers: new Headers(), body: google };
    expect(openaiChat.explain(refusal)).toMatchObject({ retryAfterMs: 34_400, retryable: true });
    const headers = new Headers({ "retry-after": "1", "retry-after-ms": "0" });
    expect(openaiChat.explain({ status: 429, headers, body: "" })).toMatchObject({
      retryAfterMs: 1000,
    });
  });
});
