import { describe, expect, test } from "bun:test";
import { join } from "node:path";
import { openaiChat } from "../../src/providers/openai-chat.ts";
import { rateLimitsInWords, readRateLimits, withSpans } from "../../src/providers/rate-limits.ts";
import { PROVIDERS } from "../../src/providers/table.ts";
import { HAS_RECORDINGS, RECORDINGS } from "./replay.ts";

const read = (headers: Record<string, string>) => readRateLimits(new Headers(headers));

describe("rate limits", () => {
  test("of Groq: requests a day and tokens a minute, with Go spans", () => {
    const limits = read({
      "x-ratelimit-limit-requests": "1000",
      "x-ratelimit-remaining-requests": "999",
      "x-ratelimit-reset-requests": "1m26.4s",
      "x-ratelimit-limit-tokens": "6000",
      "x-ratelimit-remaining-tokens": "0",
      "x-ratelimit-reset-tokens": "26ms",
    });
    expect(limits).toEqual([
      { of: "requests", limit: 1000, remaining: 999, resetMs: 86_400 },
      { of: "tokens", limit: 6000, remaining: 0, resetMs: 26 },
    ]);
    expect(rateLimitsInWords(withSpans(limits ?? [], PROVIDERS.groq.hints.limitsPer))).toBe(
      "1,000 requests per day (999 left); 6,000 tokens per minute (none left for 26 ms)",
    );
  });

  test("of Mistral, Azure and the IETF draft", () => {
    expect(
      read({ "x-ratelimit-limit-req-minute": "60", "x-ratelimit-remaining-req-minute": "59" }),
    ).toEqual([{ of: "requests", per: "minute", limit: 60, remaining: 59 }]);
    expect(
      read({ "ratelimit-limit": "400", "ratelimit-remaining": "398", "ratelimit-reset": "18" }),
    ).toEqual([{ of: "requests", limit: 400, remaining: 398, resetMs: 18_000 }]);
    expect(
      read({ "x-ratelimit-renewalperiod-requests": "60", "x-ratelimit-limit-requests": "5" }),
    ).toEqual([{ of: "requests", limit: 5 }]);
  });

  test("that are none, or nonsense, are not told", () => {
    expect(read({})).toBeUndefined();
    expect(
      read({ "x-ratelimit-over-limit": "no", "x-ratelimit-limit-requests": "many" }),
    ).toBeUndefined();
    expect(read({ "x-ratelimit-remaining-tokens-day": "9223372036854767616" })).toBeUndefined();
  });

  test("and what the free plan means stand in the advice of a refusal", () => {
    const failure = openaiChat.explain({
      status: 429,
      headers: new Headers({
        "retry-after": "34",
        "x-ratelimit-limit-tokens": "6000",
        "x-ratelimit-remaining-tokens": "0",
      }),
      body: '{"error":{"message":"Rate limit reached on tokens per minute (TPM)","type":"tokens","code":"rate_limit_exceeded"}}',
      endpoint: { baseUrl: PROVIDERS.groq.baseUrl, hints: PROVIDERS.groq.hints },
    });
    expect(failure).toMatchObject({ kind: "rate-limited", reason: "rate-limited-tokens" });
    expect(failure.advice).toBe(
      "wait 34 s, or choose a smaller --size; Groq's free plan has a limit of tokens per minute and model (console.groq.com/settings/limits); limits: 6,000 tokens per minute (none left)",
    );
  });

  test("a cold model at Fireworks is told apart from one that is not there", () => {
    const endpoint = { baseUrl: PROVIDERS.fireworks.baseUrl, hints: PROVIDERS.fireworks.hints };
    const explain = (status: number, message: string) =>
      openaiChat.explain({
        status,
        headers: new Headers(),
        body: JSON.stringify({ error: { message } }),
        endpoint,
      });
    expect(explain(425, "not ready")).toMatchObject({ reason: "cold-start", retryable: true });
    expect(explain(404, "Model not found, inaccessible, and/or not deployed").advice).toContain(
      "scaled to zero",
    );
    expect(explain(503, "deployment is scaling up from zero")).toMatchObject({
      reason: "cold-start",
    });
  });

  test.skipIf(!HAS_RECORDINGS)("of the recordings are read", async () => {
    const of = async (file: string) => {
      const { response } = await Bun.file(join(RECORDINGS, `${file}.meta.json`)).json();
      return readRateLimits(new Headers(response.headers));
    };
    expect(await of("cerebras/req_llm-gpt-oss-120b-nostream-headers")).toEqual([
      {
        of: "requests",
        per: "day",
        limit: 1_440_000,
        remaining: 1_439_875,
        resetMs: 10_804_515.83147049,
      },
      {
        of: "tokens",
        per: "minute",
        limit: 1_000_000,
        remaining: 996_834,
        resetMs: 4515.831470489502,
      },
    ]);
    expect(await of("fireworks/req_llm-gpt-oss-20b-nostream-headers")).toEqual([
      { of: "requests", limit: 60, remaining: 59 },
      { of: "output-tokens", limit: 12_000, remaining: 12_000 },
      { of: "input-tokens", limit: 60_000, remaining: 59_925 },
    ]);
    expect(await of("anthropic/haiku-4.5-text")).toEqual([
      { of: "input-tokens", limit: 10_000_000, remaining: 10_000_000, resetMs: 0 },
      { of: "output-tokens", limit: 2_000_000, remaining: 2_000_000, resetMs: 0 },
      { of: "requests", limit: 10_000, remaining: 9999, resetMs: 0 },
      { of: "tokens", limit: 12_000_000, remaining: 12_000_000, resetMs: 0 },
    ]);
    expect(await of("nebius/hf-text")).toMatchObject([{ resetMs: 1000 }, { resetMs: 1000 }]);
  });
});
