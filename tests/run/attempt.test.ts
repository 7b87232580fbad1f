import { describe, expect, test } from "bun:test";
import type { Lanes } from "../../src/core/lanes.ts";
import type { Limits } from "../../src/core/plan.ts";
import type { Sample } from "../../src/core/sample.ts";
import { Secret } from "../../src/core/secret.ts";
import { outputSpeed } from "../../src/metrics/output-speed.ts";
import { openaiChat } from "../../src/providers/openai-chat.ts";
import { attempt } from "../../src/run/attempt.ts";
import type { Attempted } from "../../src/run/attempt.ts";
import { delta, scriptedTransport, sse } from "../support/scripted-transport.ts";
import type { Script } from "../support/scripted-transport.ts";
import { VirtualClock } from "../support/virtual-clock.ts";

const LIMITS: Limits = {
  headersMs: 10_000,
  firstTokenMs: 60_000,
  idleMs: 30_000,
  totalMs: 300_000,
};

const contestant = {
  target: { id: "x", provider: "openai-compatible", model: "m", origin: "http://127.0.0.1:1" },
  dialect: openaiChat,
  endpoint: { baseUrl: "http://127.0.0.1:1/v1" },
  quirks: {},
};

const play = (
  script: Script,
  limits: Partial<Limits> = {},
  abort = new AbortController().signal,
  lanes?: Lanes,
): Promise<Attempted> => {
  const clock = new VirtualClock();
  return clock.run(
    attempt(
      contestant,
      { phase: "measured", size: "short", block: 0, order: 0, attempt: 1 },
      { promptId: "p", prompt: "hello", maxOutputTokens: 128 },
      {
        clock,
        transport: scriptedTransport(clock, () => script),
        limits: { ...LIMITS, ...limits },
        temperature: 0,
        lanes,
      },
      abort,
    ),
  );
};

const FOUR_TOKENS = "one two three four ";
const usage = (completion: number, reasoning = 0): string =>
  sse({
    choices: [],
    usage: {
      prompt_tokens: 10,
      completion_tokens: completion,
      completion_tokens_details: { reasoning_tokens: reasoning },
    },
  });

const every = (
  from: number,
  count: number,
  text: (index: number) => string,
): { atMs: number; text: string }[] =>
  Array.from({ length: count }, (_, index) => ({ atMs: from + 40 * index, text: text(index) }));

/** The stream on which eleven published clients report a TTFT from 0 to 603 ms and a speed from 19 to 145 tokens/s. */
const REFERENCE: Script = {
  headersMs: 15,
  reads: [
    { atMs: 20, text: delta({ role: "assistant", content: "" }) },
    ...every(200, 10, () => delta({ reasoning_content: FOUR_TOKENS })),
    ...every(600, 25, () => delta({ content: FOUR_TOKENS })),
    { atMs: 1760, text: delta({}, "stop") },
    { atMs: 1960, text: usage(140, 40) + sse("[DONE]") },
  ],
  endMs: 1960,
};

const speedOf = (sample: Sample): number | undefined => {
  const speed = outputSpeed(sample, "native");
  return "void" in speed ? undefined : speed.tokensPerSecond;
};

describe("the reference stream", () => {
  test("gives TTFT 200, TTFAT 600, last token 1560 and 100 tokens/s, exactly", async () => {
    const { sample } = await play(REFERENCE);
    expect(sample.status).toBe("ok");
    expect(sample.headersMs).toBe(15);
    expect(sample.firstEventMs).toBe(20);
    expect(sample.ttftMs).toBe(200);
    expect(sample.ttfatMs).toBe(600);
    expect(sample.lastTokenMs).toBe(1560);
    expect(sample.endMs).toBe(1960);
    expect(speedOf(sample)).toBeCloseTo(100, 9);
    expect(sample.tokens).toMatchObject({ input: 10, output: 140, reasoning: 40, source: "usage" });
    expect(sample.firstToolCallMs).toBeUndefined();
  });

  test("gives the same speed when the reasoning is hidden and only the answer is seen", async () => {
    const hidden = REFERENCE.reads.filter(({ atMs }) => atMs < 200 || atMs >= 600);
    const { sample } = await play({ ...REFERENCE, reads: hidden });
    expect(sample.ttftMs).toBe(600);
    expect(speedOf(sample)).toBeCloseTo(100, 9);
  });

  test("tells whoever watches how far the text has come, as it comes, and of its end", async () => {
    const told: (string | number)[] = [];
    const lanes: Lanes = {
      open: (target, maxOutputTokens) => {
        told.push(target, maxOutputTokens);
        return { reach: (chars) => told.push(chars), close: () => told.push("closed") };
      },
    };
    const { sample } = await play(REFERENCE, {}, undefined, lanes);
    const chars = sample.reads.reduce(
      (sum, [, , , answer, reasoning]) => sum + answer + reasoning,
      0,
    );
    expect(told.slice(0, 2)).toEqual(["x", 128]);
    expect(told.slice(2, -1).map(Number)).toEqual(
      told
        .slice(2, -1)
        .map(Number)
        .toSorted((a, b) => a - b),
    );
    expect(told.slice(-2)).toEqual([chars, "closed"]);
    const cut = { headersMs: 5, reads: [] };
    told.length = 0;
    await play({ ...REFERENCE, ...cut }, {}, undefined, lanes);
    expect(told).toEqual(["x", 128, "closed"]);
  });

  test("keeps the bytes and the events of every read", async () => {
    const { sample } = await play(REFERENCE);
    expect(sample.reads).toHaveLength(REFERENCE.reads.length);
    expect(sample.reads.map(([ms]) => ms)).toEqual(REFERENCE.reads.map(({ atMs }) => atMs));
    expect(sample.reads.map(([, bytes]) => bytes)).toEqual(
      REFERENCE.reads.map(({ text }) => text.length),
    );
    expect(sample.reads.at(-1)?.[2]).toBe(2);
  });
});

describe("what is a success", () => {
  const answer = every(100, 20, () => delta({ content: FOUR_TOKENS }));

  test("a plain end without [DONE] after a finish reason", async () => {
    const { sample } = await play({
      reads: [...answer, { atMs: 2000, text: delta({}, "length") }],
      endMs: 2001,
    });
    expect(sample.status).toBe("ok");
    expect(sample.finishReason).toBe("length");
  });

  test("[DONE] on a connection that then stays open, after a second of waiting", async () => {
    const { sample } = await play({
      reads: [...answer, { atMs: 2000, text: delta({}, "stop") + sse("[DONE]") }],
    });
    expect(sample.status).toBe("ok");
    expect(sample.endMs).toBe(3000);
  });

  test("an answer that is only a tool call", async () => {
    const { sample } = await play({
      reads: [
        {
          atMs: 100,
          text: delta({
            tool_calls: [{ index: 0, function: { name: "f", arguments: '{"a":1}' } }],
          }),
        },
        { atMs: 200, text: delta({}, "tool_calls") + sse("[DONE]") },
      ],
      endMs: 200,
    });
    expect(sample.status).toBe("ok");
    expect(sample.firstToolCallMs).toBe(100);
    expect(sample.ttftMs).toBe(100);
    expect(sample.ttfatMs).toBeUndefined();
  });
});

describe("what is a failure, however much text came", () => {
  const answer = every(100, 20, () => delta({ content: FOUR_TOKENS }));
  const kindOf = async (
    script: Script,
    limits: Partial<Limits> = {},
  ): Promise<string | undefined> => (await play(script, limits)).sample.failure?.kind;

  test("an error event inside the stream, also when [DONE] follows", async () => {
    const error = sse({ error: { message: "the GPU is on fire", code: 500 } });
    const { sample } = await play({
      reads: [...answer, { atMs: 1000, text: error + sse("[DONE]") }],
      endMs: 1000,
    });
    expect(sample.failure?.kind).toBe("stream-error");
    expect(sample.failure?.message).toContain("the GPU is on fire");
    expect(sample.ttftMs).toBe(100);
  });

  test("an end with neither finish reason nor [DONE]", async () => {
    expect(await kindOf({ reads: answer, endMs: 1000 })).toBe("truncated");
  });

  test("a reset of the connection in the middle", async () => {
    const failure = { kind: "network", code: "ECONNRESET", message: "reset" } as const;
    expect(await kindOf({ reads: answer, endMs: 1000, failure })).toBe("network");
  });

  test("a proper end without any text", async () => {
    const reads = [
      { atMs: 10, text: delta({ role: "assistant" }) + delta({}, "stop") + sse("[DONE]") },
    ];
    expect(await kindOf({ reads, endMs: 10 })).toBe("empty");
  });

  test("200 with nothing", async () => {
    expect(await kindOf({ reads: [], endMs: 10 })).toBe("empty");
  });

  test("a web page", async () => {
    const { sample } = await play({
      reads: [{ atMs: 5, text: "<!doctype html><title>Welcome</title>" }],
      endMs: 5,
    });
    expect(sample.failure).toMatchObject({ kind: "protocol" });
    expect(sample.failure?.message).toContain("web page");
  });

  test("one JSON document instead of a stream", async () => {
    const { sample } = await play({
      reads: [{ atMs: 5, text: '{"choices":[{"message":{"content":"hi"}}]}' }],
      endMs: 5,
    });
    expect(sample.failure?.message).toContain("one JSON document");
  });

  test("a refusal, with the provider's own words", async () => {
    const { sample } = await play({
      status: 401,
      reads: [
        { atMs: 5, text: '{"error":{"message":"Invalid API Key","code":"invalid_api_key"}}' },
      ],
      endMs: 5,
    });
    expect(sample.failure).toMatchObject({ kind: "http", status: 401 });
    expect(sample.failure?.message).toContain("Invalid API Key");
    expect(sample.ttftMs).toBeUndefined();
  });
});

describe("the four limits", () => {
  const timeoutOf = async (script: Script): Promise<unknown> => {
    const { failure } = (await play(script)).sample;
    return failure?.kind === "timeout" ? [failure.phase, failure.afterMs] : failure;
  };

  test("headers", async () => {
    expect(await timeoutOf({ headersMs: 1e6, reads: [] })).toEqual(["headers", 10_000]);
  });

  test("first token: a role-only delta does not count as one", async () => {
    const reads = [{ atMs: 20, text: delta({ role: "assistant", content: "" }) }];
    expect(await timeoutOf({ reads })).toEqual(["first-token", 60_000]);
  });

  test("silence after the first token, counted from the last read", async () => {
    const reads = every(1000, 3, () => delta({ content: "x" }));
    expect(await timeoutOf({ reads })).toEqual(["idle", 31_080]);
  });

  test("the total, however lively the stream; what came before is kept", async () => {
    const reads = Array.from({ length: 400 }, (_, index) => ({
      atMs: 1000 * (index + 1),
      text: delta({ content: FOUR_TOKENS }),
    }));
    const { sample, text } = await play({ reads });
    expect(sample.failure).toMatchObject({ kind: "timeout", phase: "total", afterMs: 300_000 });
    expect(sample.ttftMs).toBe(1000);
    expect(sample.reads.length).toBeGreaterThanOrEqual(299);
    expect(text.all).toStartWith(FOUR_TOKENS);
  });
});

test("an attempt stopped by us is `aborted`, not a failure of the provider", async () => {
  const { sample } = await play({ headersMs: 100, reads: [] }, {}, AbortSignal.abort());
  expect(sample.failure?.kind).toBe("aborted");
});

test("a key that the server repeats as its request id or model does not reach the record", async () => {
  const clock = new VirtualClock();
  const key = "sk-MARKED-1234567890";
  const event = sse({ id: `id-${key}`, model: key, choices: [{ delta: { content: "x" } }] });
  const { sample } = await clock.run(
    attempt(
      { ...contestant, endpoint: { ...contestant.endpoint, key: new Secret(key) } },
      { phase: "measured", size: "short", block: 0, order: 0, attempt: 1 },
      { promptId: "p", prompt: "hello", maxOutputTokens: 128 },
      {
        clock,
        transport: scriptedTransport(clock, () => ({
          headers: { "x-request-id": key },
          reads: [
            { atMs: 10, text: event },
            { atMs: 20, text: delta({}, "stop") + sse("[DONE]") },
          ],
          endMs: 20,
        })),
        limits: LIMITS,
        temperature: 0,
      },
      new AbortController().signal,
    ),
  );
  expect(sample.status).toBe("ok");
  expect(JSON.stringify(sample)).not.toContain("MARKED");
});
