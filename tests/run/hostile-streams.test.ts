import { describe, expect, test } from "bun:test";
import { join } from "node:path";
import fc from "fast-check";
import type { Sample } from "../../src/core/sample.ts";
import type { Dialect } from "../../src/providers/dialect.ts";
import { sampleSchema } from "../../src/records/sample-schema.ts";
import { attempt } from "../../src/run/attempt.ts";
import { DIALECTS, HAS_RECORDINGS, RECORDINGS } from "../providers/replay.ts";
import { aPlan, aTarget } from "../support/builders.ts";
import { scriptedTransport } from "../support/scripted-transport.ts";
import { VirtualClock } from "../support/virtual-clock.ts";

const { limits } = aPlan();

async function sampleOf(
  dialect: Dialect,
  pieces: readonly string[],
  headers: Readonly<Record<string, string>> = {},
  status = 200,
): Promise<Sample> {
  const clock = new VirtualClock();
  const reads = pieces.map((text, index) => ({ atMs: 10 * (index + 1), text }));
  const script = { status, headers, headersMs: 5, reads, endMs: 10 * (pieces.length + 1) };
  const { sample } = await clock.run(
    attempt(
      { target: aTarget("a"), dialect, endpoint: { baseUrl: "http://a.test" }, quirks: {} },
      { phase: "measured", size: "short", block: 0, order: 0, attempt: 1 },
      { promptId: "p", prompt: "hello", maxOutputTokens: 128 },
      { clock, transport: scriptedTransport(clock, () => script), limits, temperature: 0 },
      new AbortController().signal,
    ),
  );
  return sample;
}

/** Whether what was saved can be read again. */
function expectReadable(sample: Sample): void {
  const read = sampleSchema.safeParse(JSON.parse(JSON.stringify(sample)));
  expect(read.error?.issues ?? []).toEqual([]);
}

const NUMBERS = fc.constantFrom<unknown>(
  -1,
  0,
  1.5,
  7,
  "12",
  "x",
  null,
  1e308,
  2 ** 60,
  true,
  {},
  [],
);

describe("whatever a server counts", () => {
  test("the sample can be saved and read again", async () => {
    const usage = fc.dictionary(
      fc.constantFrom(
        "prompt_tokens",
        "completion_tokens",
        "total_tokens",
        "input_tokens",
        "output_tokens",
        "cost",
        "cost_in_usd_ticks",
        "queue_time",
        "total_time",
        "time_to_first_token",
        "promptTokenCount",
        "candidatesTokenCount",
        "thoughtsTokenCount",
        "cached_tokens",
      ),
      NUMBERS,
    );
    const event = usage.map((said) => ({
      type: "message_delta",
      model: "m\u001b[31m".repeat(100),
      choices: [{ index: 0, delta: { content: "a" }, finish_reason: "stop" }],
      usage: said,
      usageMetadata: said,
      time_info: said,
      delta: { usage: { tokens: said }, stop_reason: "x" },
      prompt_eval_count: said["prompt_tokens"],
      eval_count: said["completion_tokens"],
      total_duration: said["total_time"],
      done: true,
      response: "a",
    }));
    const wait = fc.constantFrom(
      "1e308",
      "-5",
      "abc",
      "99999999999",
      "Wed, 21 Oct 2099 07:28:00 GMT",
    );
    await fc.assert(
      fc.asyncProperty(event, wait, async (said, retryAfter) => {
        const headers = {
          "retry-after": retryAfter,
          "fireworks-server-time-to-first-token": "1e308",
        };
        for (const dialect of Object.values(DIALECTS)) {
          const line = JSON.stringify(said);
          const body = dialect.framing === "sse" ? `data: ${line}\n\n` : `${line}\n`;
          expectReadable(await sampleOf(dialect, [body], headers));
          expectReadable(await sampleOf(dialect, [line], headers, 429));
        }
      }),
      { numRuns: 60 },
    );
  });
});

test.skipIf(!HAS_RECORDINGS)(
  "recordings with bytes torn out or changed never break the reader",
  async () => {
    const files: readonly (readonly [keyof typeof DIALECTS, string])[] = [
      ["openai-chat", "groq/kimi-k2-tools.sse"],
      ["openai-chat", "mistral/vercel-mistral-reasoning.sse"],
      ["openai-chat", "openrouter/error-in-200-stream.sse"],
      ["anthropic", "anthropic/tool-use.sse"],
      ["gemini", "gemini/vercel-google-reasoning-gemini3.sse"],
      ["cohere", "cohere/v2-command-a.sse"],
      ["openai-responses", "openai/responses-gpt-5-nano.sse"],
      ["ollama", "ollama/chat-length.ndjson"],
    ];
    for (const [name, file] of files) {
      // oxlint-disable-next-line no-await-in-loop
      const body = await Bun.file(join(RECORDINGS, file)).text();
      const place = fc.nat({ max: body.length });
      // oxlint-disable-next-line no-await-in-loop
      await fc.assert(
        fc.asyncProperty(
          place,
          fc.nat({ max: 200 }),
          fc.string(),
          place,
          async (at, gone, put, cut) => {
            const torn = body.slice(0, at) + put + body.slice(at + gone);
            expectReadable(await sampleOf(DIALECTS[name], [torn.slice(0, cut), torn.slice(cut)]));
          },
        ),
        { numRuns: 40 },
      );
    }
  },
);

describe("a tag that is cut", () => {
  const chat = (...pieces: readonly string[]): readonly string[] =>
    pieces.map((content) => `data: ${JSON.stringify({ choices: [{ delta: { content } }] })}\n\n`);

  test("counts for the read that its beginning came with", async () => {
    const sample = await sampleOf(
      DIALECTS["openai-chat"],
      chat("<thi", "nk>so</th", "ink>a", "nswer"),
    );
    expect(sample.reads.map(([ms, , , answer, reasoning]) => [ms, answer, reasoning])).toEqual([
      [10, 0, 4],
      [20, 0, 9],
      [30, 1, 4],
      [40, 5, 0],
    ]);
    expect(sample).toMatchObject({ ttftMs: 10, ttfatMs: 30, lastTokenMs: 40 });
  });

  test("that never comes is text, at the time it came", async () => {
    const sample = await sampleOf(DIALECTS["openai-chat"], chat("<", "3 you", " <"));
    expect(sample.reads.map(([, , , answer, reasoning]) => [answer, reasoning])).toEqual([
      [1, 0],
      [5, 0],
      [2, 0],
    ]);
    const held = await sampleOf(DIALECTS["openai-chat"], [
      ...chat("<think>x", "</thi"),
      "data: [DONE]\n\n",
    ]);
    expect(held).toMatchObject({ ttftMs: 10, lastTokenMs: 20, status: "ok" });
  });
});
