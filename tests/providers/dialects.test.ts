import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { Secret } from "../../src/core/secret.ts";
import type { Quirks } from "../../src/providers/dialect.ts";
import { addUp, DIALECTS, replay } from "./replay.ts";
import type { Told } from "./replay.ts";

const CALL = { model: "m/x", prompt: "Hi", maxOutputTokens: 128, temperature: 0, seed: 7 };
const { anthropic, cohere, gemini } = DIALECTS;
const responses = DIALECTS["openai-responses"];

const body = (name: keyof typeof DIALECTS, quirks: Quirks = {}): unknown =>
  JSON.parse(DIALECTS[name].encode({ baseUrl: "https://h/v1" }, CALL, quirks).body ?? "");

const tell = (name: keyof typeof DIALECTS, ...events: readonly object[]): Told =>
  addUp(events.flatMap((event) => DIALECTS[name].decode({ data: JSON.stringify(event) })));

describe("encode", () => {
  test("each dialect asks in its own words", () => {
    expect(body("anthropic")).toEqual({
      model: "m/x",
      max_tokens: 128,
      messages: [{ role: "user", content: "Hi" }],
      stream: true,
      temperature: 0,
    });
    expect(body("gemini", { generation: { thinkingConfig: { includeThoughts: true } } })).toEqual({
      contents: [{ role: "user", parts: [{ text: "Hi" }] }],
      generationConfig: {
        maxOutputTokens: 128,
        temperature: 0,
        seed: 7,
        thinkingConfig: { includeThoughts: true },
      },
    });
    expect(body("cohere")).toMatchObject({ stream: true, max_tokens: 128, seed: 7 });
    expect(body("openai-responses", { body: { store: false } })).toEqual({
      model: "m/x",
      input: "Hi",
      stream: true,
      max_output_tokens: 128,
      temperature: 0,
      store: false,
    });
    expect(body("openai-chat", { seedField: "random_seed" })).toMatchObject({ random_seed: 7 });
    expect(body("openai-chat", { omitSeed: true })).not.toHaveProperty("seed");
  });

  test("Anthropic is told its version, with the key where the row wants it", () => {
    const endpoint = { baseUrl: "https://h/v1", key: new Secret("k"), keyHeader: "x-api-key" };
    for (const request of [anthropic.encode(endpoint, CALL, {}), anthropic.listModels(endpoint)]) {
      expect(request.headers).toMatchObject({
        "anthropic-version": "2023-06-01",
        "x-api-key": "k",
      });
      expect(request.headers).not.toHaveProperty("authorization");
    }
  });
});

describe("what no recording shows", () => {
  test("Anthropic's errors inside a stream, and a prompt with the count only at its start", () => {
    const overloaded = {
      type: "error",
      error: { type: "overloaded_error", message: "Overloaded" },
    };
    expect(tell("anthropic", overloaded).errors).toMatchObject([
      { kind: "stream-error", reason: "overloaded", retryable: true },
    ]);
    const told = tell(
      "anthropic",
      { type: "message_start", message: { usage: { input_tokens: 5, output_tokens: 1 } } },
      { type: "ping" },
      { type: "something_new", x: 1 },
      { type: "content_block_start", content_block: { type: "redacted_thinking", data: "x" } },
      { type: "content_block_delta", delta: { type: "signature_delta", signature: "x" } },
      { type: "message_delta", delta: { stop_reason: "refusal" }, usage: { output_tokens: 9 } },
    );
    expect(told).toMatchObject({
      answer: "",
      usage: { input: 5, output: 9 },
      finish: "content-filter",
    });
    expect(told.errors).toEqual([]);
  });

  test("Gemini refuses a prompt without a candidate, calls a tool, and fails inside a stream", () => {
    const blocked = { promptFeedback: { blockReason: "PROHIBITED_CONTENT" } };
    expect(tell("gemini", blocked)).toMatchObject({ finish: "content-filter" });
    const call = { content: { parts: [{ functionCall: { name: "f", args: { a: 1 } } }] } };
    expect(tell("gemini", { candidates: [call] }).tools).toBe('{"a":1}');
    const error = {
      error: { code: 503, message: "The model is overloaded.", status: "UNAVAILABLE" },
    };
    expect(tell("gemini", error).errors).toMatchObject([{ reason: "overloaded", status: 503 }]);
    expect(gemini.decode({ data: JSON.stringify([error]) })).toMatchObject([{ type: "error" }]);
    const cached = { usageMetadata: { promptTokenCount: 9, cachedContentTokenCount: 4 } };
    expect(tell("gemini", cached).usage).toEqual({ input: 9, cached: 4 });
  });

  test("Cohere plans and calls tools, and breaks", () => {
    const told = tell(
      "cohere",
      { type: "tool-plan-delta", delta: { message: { tool_plan: "I will" } } },
      {
        type: "tool-call-delta",
        delta: { message: { tool_calls: { function: { arguments: '{"a"' } } } },
      },
      { type: "message-end", delta: { finish_reason: "ERROR", error: "boom" } },
    );
    expect(told).toMatchObject({ reasoning: "I will", tools: '{"a"', done: true });
    expect(told.errors).toMatchObject([{ kind: "stream-error", code: "ERROR" }]);
    expect(tell("cohere", { message: "too many tokens" }).errors).toHaveLength(1);
    expect(
      tell("cohere", { type: "message-end", delta: { finish_reason: "MAX_TOKENS" } }),
    ).toMatchObject({ finish: "length" });
  });

  test("the Responses API ends early, fails, and calls tools", () => {
    const incomplete = {
      type: "response.incomplete",
      response: {
        incomplete_details: { reason: "max_output_tokens" },
        usage: { output_tokens: 3 },
      },
    };
    expect(tell("openai-responses", incomplete)).toMatchObject({
      finish: "length",
      done: true,
      usage: { output: 3 },
    });
    const failed = {
      type: "response.failed",
      response: { error: { code: "server_error", message: "The model failed" } },
    };
    expect(tell("openai-responses", failed).errors).toMatchObject([{ code: "server_error" }]);
    const error = { type: "error", code: "rate_limit_exceeded", message: "Rate limit reached" };
    expect(tell("openai-responses", error).errors).toMatchObject([{ reason: "rate-limited" }]);
    const called = {
      type: "response.completed",
      response: { status: "completed", output: [{ type: "function_call" }] },
    };
    expect(tell("openai-responses", called).finish).toBe("tool-calls");
  });

  test("SambaNova's usage and Fireworks' metrics in the last event, DeepSeek's keep-alives", () => {
    const samba = tell("openai-chat", {
      choices: [],
      usage: {
        prompt_tokens: 43,
        completion_tokens: 409,
        total_tokens: 452,
        time_to_first_token: 0.02927,
        total_latency: 0.5,
        completion_tokens_after_first_per_sec: 965.5,
      },
    });
    expect(samba.timings).toEqual({ ttftMs: 29.27, totalMs: 500, outputSpeed: 965.5 });
    const kept =
      ': keep-alive\n\n\n: keep-alive\n\ndata: {"choices":[{"delta":{"content":"a"}}]}\n\n';
    expect(replay(DIALECTS["openai-chat"], new TextEncoder().encode(kept), [3])).toMatchObject({
      answer: "a",
      errors: [],
    });
    const fireworks = tell("openai-chat", {
      choices: [{ delta: {}, finish_reason: "stop" }],
      usage: { prompt_tokens: 75, completion_tokens: 9, total_tokens: 84 },
      perf_metrics: {
        "prompt-tokens": "75",
        "cached-prompt-tokens": "12",
        "server-time-to-first-token": "0.346",
        "server-processing-time": "0.733",
      },
    });
    expect(fireworks).toMatchObject({
      timings: { ttftMs: 346, totalMs: 733 },
      usage: { input: 75, output: 9, cached: 12 },
    });
  });

  test("llama.cpp counts in its timings where nobody asked for a usage", () => {
    const timings = { cache_n: 7, prompt_n: 3, prompt_ms: 12, predicted_n: 20, predicted_ms: 400 };
    const last = { choices: [{ delta: {}, finish_reason: "stop" }], timings };
    expect(tell("openai-chat", last).usage).toEqual({
      input: 10,
      output: 20,
      cached: 7,
      source: "timings",
    });
    const usage = { choices: [], usage: { prompt_tokens: 10, completion_tokens: 21 }, timings };
    expect(tell("openai-chat", last, usage).usage).toEqual({ input: 10, output: 21, cached: 7 });
    expect(tell("openai-chat", usage, last).usage).toEqual({ input: 10, output: 21, cached: 7 });
  });
});

describe("lists of models", () => {
  test("of Gemini, Cohere and Cloudflare are read, without what makes no text", () => {
    const read = (value: object): unknown => cohere.readModels(JSON.stringify(value));
    expect(
      read({
        models: [
          { name: "models/gemini-2.5-flash", supportedGenerationMethods: ["generateContent"] },
          { name: "models/embedding-001", supportedGenerationMethods: ["embedContent"] },
        ],
      }),
    ).toEqual([{ id: "gemini-2.5-flash" }]);
    expect(
      read({
        models: [
          { name: "command-a", endpoints: ["chat"] },
          { name: "rerank", endpoints: ["rerank"] },
        ],
      }),
    ).toEqual([{ id: "command-a" }]);
    expect(
      read({ success: true, result: [{ id: "0b0c", name: "@cf/openai/gpt-oss-120b" }] }),
    ).toEqual([{ id: "@cf/openai/gpt-oss-120b" }]);
  });
});

test("decode never throws, whatever comes", () => {
  const names = fc.constantFrom(
    "type",
    "delta",
    "message",
    "content",
    "usage",
    "error",
    "candidates",
    "parts",
    "response",
    "choices",
    "content_block",
    "usageMetadata",
    "finish_reason",
    "tool_calls",
    "timings",
  );
  const types = fc.constantFrom(
    "message_start",
    "message_delta",
    "content_block_delta",
    "content-delta",
    "message-end",
    "response.completed",
    "response.failed",
    "error",
    "tool-call-delta",
    "response.created",
  );
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      { maxDepth: 5 },
      fc.jsonValue(),
      types,
      fc.array(tie("any"), { maxLength: 3 }),
      fc.dictionary(names, tie("any"), { maxKeys: 4 }),
    ),
  })).any;
  fc.assert(
    fc.property(value, fc.option(types, { nil: undefined }), (data, event) => {
      for (const dialect of Object.values(DIALECTS)) {
        const text = JSON.stringify(data);
        dialect.decode(event === undefined ? { data: text } : { event, data: text });
        dialect.decode({ data: text.slice(0, -1) });
      }
    }),
    { numRuns: 500 },
  );
});

test("an end mark and a blank mean the same everywhere, and what is no JSON is a breach", () => {
  for (const dialect of [anthropic, cohere, gemini, responses]) {
    expect(dialect.decode({ data: "[DONE]" })).toEqual([{ type: "done" }]);
    expect(dialect.decode({ data: " " })).toEqual([]);
    expect(dialect.decode({ data: "<html>" })).toMatchObject([
      { type: "error", failure: { kind: "protocol" } },
    ]);
  }
});
