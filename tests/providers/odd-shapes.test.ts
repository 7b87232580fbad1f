import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { Secret } from "../../src/core/secret.ts";
import { judge } from "../../src/run/outcome.ts";
import type { Ending } from "../../src/run/outcome.ts";
import { addUp, DIALECTS, replay, tell } from "./replay.ts";

const chat = DIALECTS["openai-chat"];
const choice = (delta: unknown, more: object = {}): object => ({
  choices: [{ index: 0, delta, ...more }],
});
const of = (name: keyof typeof DIALECTS, ...events: readonly object[]) =>
  addUp(events.flatMap((event) => DIALECTS[name].decode({ data: JSON.stringify(event) })));

describe("an OpenAI-style stream in an odd dress", () => {
  test.each(["[DONE]", " [DONE] ", '"[DONE]"', "[done]", "DONE"])("%j is its end", (data) => {
    expect(chat.decode({ data })).toEqual([{ type: "done" }]);
  });

  test.each(["ping", "[PING]", "keep-alive", '"keepalive"', "", "heartbeat"])(
    "%j is nothing",
    (data) => {
      expect(chat.decode({ data })).toEqual([]);
    },
  );

  test("text and reasoning in one delta, in lists, as objects, as a whole message", () => {
    expect(tell(choice({ content: "a", reasoning: "r" }))).toMatchObject({
      answer: "a",
      reasoning: "r",
    });
    expect(tell(choice({ content: ["a", { type: "text", text: "b" }] })).answer).toBe("ab");
    expect(tell(choice({ content: { type: "text", text: "a" } })).answer).toBe("a");
    const summary = [{ type: "summary_text", text: "r" }];
    expect(tell(choice({ content: [{ type: "reasoning", summary }] })).reasoning).toBe("r");
    expect(tell(choice({ thinking: "r" })).reasoning).toBe("r");
    const whole = {
      choices: [{ message: { role: "assistant", content: "a" }, finish_reason: "stop" }],
    };
    expect(tell(whole)).toMatchObject({ answer: "a", finish: "stop" });
    expect(tell(choice({ refusal: "no" })).answer).toBe("no");
  });

  test("the same reasoning in several fields is one reasoning", () => {
    const delta = {
      content: "",
      reasoning: "r",
      reasoning_content: "r",
      reasoning_details: [{ type: "reasoning.text", text: "r" }],
    };
    expect(tell(choice(delta))).toMatchObject({ answer: "", reasoning: "r" });
  });

  test("calls of tools: fragments, one object, arguments that are no text", () => {
    const call = (args: unknown) => ({ tool_calls: [{ index: 0, function: { arguments: args } }] });
    expect(tell(choice(call('{"a"')), choice(call(":1}"))).tools).toBe('{"a":1}');
    expect(tell(choice(call({ a: 1 }))).tools).toBe('{"a":1}');
    expect(tell(choice({ tool_calls: { function: { arguments: "{}" } } })).tools).toBe("{}");
  });

  test("nothing is made of nulls", () => {
    const empty = { content: null, reasoning: null, tool_calls: null, refusal: null, role: null };
    const told = tell(
      choice(empty, { finish_reason: null, logprobs: null }),
      { choices: null, usage: null, error: null },
      choice(null),
    );
    expect(told).toMatchObject({ answer: "", reasoning: "", tools: "", errors: [], done: false });
    expect(told.usage).toBeUndefined();
  });

  test("of several answers the first is read, wherever it stands", () => {
    const both = {
      choices: [
        { index: 1, delta: { content: "B" } },
        { index: 0, delta: { content: "A" } },
      ],
    };
    const second = { choices: [{ index: 1, delta: { content: "B" }, finish_reason: "stop" }] };
    expect(tell(both, second)).toMatchObject({ answer: "A" });
    expect(tell(second).finish).toBeUndefined();
  });

  test("Fireworks' metrics in an event of their own", () => {
    const usage = { prompt_tokens: 75, completion_tokens: 9, total_tokens: 84 };
    const metrics = { "cached-prompt-tokens": "12", "server-time-to-first-token": "0.346" };
    for (const event of [{ perf_metrics: metrics }, { choices: [], perf_metrics: metrics }]) {
      expect(
        tell(choice({}, { finish_reason: "stop" }), { choices: [], usage }, event),
      ).toMatchObject({
        usage: { input: 75, output: 9, cached: 12 },
        timings: { ttftMs: 346 },
        errors: [],
      });
    }
  });

  test("a cost through OpenRouter with a key of one's own is its fee and the provider's price", () => {
    const told = (is_byok: boolean) =>
      tell({
        choices: [],
        usage: { cost: 0.01, is_byok, cost_details: { upstream_inference_cost: 0.2 } },
      }).usage?.costUsd;
    expect(told(true)).toBeCloseTo(0.21, 12);
    expect(told(false)).toBe(0.01);
  });

  test("usage under the names of the Responses API", () => {
    const usage = { input_tokens: 12, output_tokens: 30, total_tokens: 42 };
    expect(tell({ choices: [], usage }).usage).toEqual({ input: 12, output: 30 });
  });

  test("usage in any event, with numbers as text", () => {
    const usage = { prompt_tokens: "12", completion_tokens: "30", total_tokens: "42" };
    expect(tell({ usage, ...choice({ content: "a" }) }).usage).toEqual({ input: 12, output: 30 });
    expect(tell({ choices: [], usage }, choice({ content: "late" })).usage).toEqual({
      input: 12,
      output: 30,
    });
  });
});

test.each<readonly [string, object, object]>([
  [
    "AWS",
    { __type: "com.amazon#ThrottlingException", message: "Rate exceeded" },
    { code: "ThrottlingException" },
  ],
  [
    "AWS in capitals",
    { __type: "ValidationException", Message: "bad" },
    { code: "ValidationException" },
  ],
  [
    "Cloudflare",
    { success: false, errors: [{ code: 7003, message: "no route" }] },
    { code: "7003" },
  ],
  ["nested twice", { error: { error: { message: "deep", code: "x" } } }, { code: "x" }],
  [
    "Groq, in its own field",
    { choices: [{ delta: { content: "a" } }], x_groq: { id: "r", error: "over_capacity" } },
    { message: "error inside the stream: over_capacity" },
  ],
  ["with msg", { code: 20012, msg: "Model does not exist" }, { code: "20012" }],
  ["FastAPI", { detail: [{ loc: ["body", "x"], msg: "field required" }] }, {}],
])("an error inside a stream: %s", (_, event, expected) => {
  expect(tell(event).errors).toMatchObject([{ kind: "stream-error", ...expected }]);
});

describe("Anthropic's counts", () => {
  const start = (usage: object) => ({ type: "message_start", message: { usage } });
  const end = (usage: object) => ({
    type: "message_delta",
    delta: { stop_reason: "end_turn" },
    usage,
  });

  test("a last event without the cache does not take away what came from it", () => {
    const told = of(
      "anthropic",
      start({ input_tokens: 10, cache_read_input_tokens: 1000, output_tokens: 1 }),
      end({ input_tokens: 10, output_tokens: 50 }),
    );
    expect(told.usage).toEqual({ input: 1010, output: 50, cached: 1000 });
  });

  test("a first count of 0 is no count", () => {
    const told = of(
      "anthropic",
      start({ input_tokens: 0, output_tokens: 0 }),
      end({ input_tokens: 20, output_tokens: 5 }),
    );
    expect(told.usage).toEqual({ input: 20, output: 5 });
    expect(of("anthropic", start({ input_tokens: 0, output_tokens: 0 })).usage).toBeUndefined();
  });
});

describe("an answer of 200 that is none", () => {
  const ending = (more: Partial<Ending>): Ending => ({
    failure: undefined,
    timeout: undefined,
    network: undefined,
    messages: 0,
    bytes: 10,
    hasToken: false,
    finishReason: undefined,
    isDone: false,
    head: "",
    ...more,
  });
  const limits = { headersMs: 1, firstTokenMs: 1, idleMs: 1, totalMs: 1 };

  test("tells the error that its JSON holds", () => {
    const bodies = [
      '{"error":{"message":"Rate limit exceeded","code":429}}',
      '{\n  "error": "Rate limit exceeded",\n  "status_code": 429\n}',
      '[{"error":{"code":429,"message":"Rate limit exceeded","status":"RESOURCE_EXHAUSTED"}}]',
    ];
    for (const head of bodies) {
      expect(judge(ending({ head }), limits)).toMatchObject({
        kind: "rate-limited",
        status: 429,
        reason: "rate-limited",
        message: "answered with an error in place of a stream (429): Rate limit exceeded",
      });
    }
  });

  test("also where it came as lines that are no messages", () => {
    const head = '{\n  "error": "model is broken"\n}';
    const told = replay(DIALECTS.ollama, new TextEncoder().encode(head), [100]);
    const failure = judge(ending({ head, messages: 3, failure: told.errors[0] }), limits);
    expect(failure?.message).toBe("answered with an error in place of a stream: model is broken");
  });

  test("is called what it is: a document, a page, nothing", () => {
    const said = (head: string, bytes = 10) => judge(ending({ head, bytes }), limits)?.message;
    const whole = '{"choices":[{"message":{"content":"hi"}}],"message":"x"}';
    expect(said(whole)).toBe("answered with one JSON document and not with a stream");
    expect(said("<!doctype html><p>Hello")).toContain("web page");
    expect(said("", 0)).toBeDefined();
  });

  test("says why there was no text", () => {
    const why = (finishReason: Ending["finishReason"]) =>
      judge(ending({ messages: 2, finishReason }), limits);
    expect(why("content-filter")).toMatchObject({
      kind: "empty",
      message: expect.stringContaining("filter"),
    });
    expect(why("length")).toMatchObject({
      kind: "empty",
      message: expect.stringContaining("reasoning"),
    });
    expect(why("stop")).toMatchObject({ kind: "empty" });
  });
});

test("no body, status or header makes an explanation throw, or tells the key", () => {
  const key = new Secret("sk-0123456789abcdef");
  const text = fc.oneof(fc.string(), fc.json(), fc.constant(`{"error":"bad key ${key.reveal()}"}`));
  const headers = fc.dictionary(
    fc.constantFrom(
      "retry-after",
      "retry-after-ms",
      "x-ratelimit-remaining-tokens",
      "content-type",
      "location",
    ),
    fc.stringMatching(/^[ -~]{0,20}$/),
  );
  fc.assert(
    fc.property(text, headers, fc.integer({ min: 300, max: 599 }), (body, given, status) => {
      for (const dialect of Object.values(DIALECTS)) {
        const endpoint = { baseUrl: "https://h/v1", key };
        const failure = dialect.explain({ status, headers: new Headers(given), body, endpoint });
        expect(JSON.stringify(failure)).not.toContain(key.reveal());
        expect(failure.message).not.toMatch(/\p{Cc}/u);
        expect(failure.advice).toBeTruthy();
        expect(failure.retryable).toBeBoolean();
        dialect.inspect(new Headers(given));
        dialect.readModels(body);
      }
    }),
    { numRuns: 300 },
  );
});
