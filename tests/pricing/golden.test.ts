import { describe, expect, test } from "bun:test";
import { costOf } from "../../src/pricing/cost.ts";
import type { BilledTokens } from "../../src/pricing/cost.ts";
import { EMBEDDED } from "../../src/pricing/embedded.ts";
import { findRow } from "../../src/pricing/find-price.ts";
import { priceAt } from "../../src/pricing/price-at.ts";
import type { Rates } from "../../src/pricing/price-file.ts";
import { layerOf, priceTable } from "../../src/pricing/price-table.ts";
import { readUsage } from "../../src/providers/openai-usage.ts";
import { relative } from "./close.ts";

const table = priceTable([layerOf("embedded", EMBEDDED)]);

/** What our table says about one request. */
function price(provider: string, model: string, at: string, tokens: BilledTokens): number {
  const row = findRow(table, provider, model);
  const period = row && priceAt(row.prices, { atMs: Date.parse(at), inputTokens: tokens.input });
  if (row === undefined || period === undefined) throw new Error(`no price for ${model}`);
  return costOf(tokens, period, row.cacheReadFactor).usd;
}

/**
 * Requests of which the provider itself said what it charged, from recorded responses, at the list price of that time. They prove
 * what is counted in what: xAI leaves reasoning out of its completion tokens and charges for it, the others include it.
 */
const CHARGED: readonly (readonly [string, Record<string, unknown>, Rates])[] = [
  [
    "xAI: 3,080,400 ticks of 1e-10 USD, 192 of 213 tokens cached, 198 reasoning tokens on top of 2",
    {
      prompt_tokens: 213,
      completion_tokens: 2,
      total_tokens: 413,
      prompt_tokens_details: { cached_tokens: 192 },
      completion_tokens_details: { reasoning_tokens: 198 },
      cost_in_usd_ticks: 3_080_400,
    },
    { input: 0.2, output: 1.5, cacheRead: 0.02 },
  ],
  [
    "OpenRouter to Anthropic: 54 reasoning tokens inside of 106",
    {
      prompt_tokens: 626,
      completion_tokens: 106,
      total_tokens: 732,
      cost: 0.001156,
      prompt_tokens_details: { cached_tokens: 0, cache_write_tokens: 0 },
      completion_tokens_details: { reasoning_tokens: 54 },
    },
    { input: 1, output: 5, cacheRead: 0.1, cacheWrite: 1.25 },
  ],
  [
    "OpenRouter to Z.ai: 128 of 173 tokens cached at a fifth",
    {
      prompt_tokens: 173,
      completion_tokens: 33,
      total_tokens: 206,
      cost: 0.00021672,
      prompt_tokens_details: { cached_tokens: 128, cache_write_tokens: 0 },
      completion_tokens_details: { reasoning_tokens: 19 },
    },
    { input: 1.2, output: 4, cacheRead: 0.24 },
  ],
  [
    "Perplexity: 0.006 USD for the request itself",
    {
      prompt_tokens: 45,
      completion_tokens: 390,
      total_tokens: 435,
      cost: { total_cost: 0.00921 },
    },
    { input: 2, output: 8, perRequest: 0.006 },
  ],
];

describe("to the last digit what the provider itself charged", () => {
  test.each(CHARGED.map(([name, usage, rates]) => [name, usage, rates] as const))(
    "%s",
    (_, usage, rates) => {
      const counts = readUsage(usage, { usage });
      const { input, output, cached, cacheWrite, reasoning, costUsd } = counts ?? {};
      if (input === undefined || output === undefined || costUsd === undefined)
        throw new Error("no usage");
      const { usd, estimated } = costOf({ input, output, cached, cacheWrite, reasoning }, rates);
      expect(relative(usd, costUsd)).toBeLessThan(1e-9);
      expect(estimated).toBe(false);
    },
  );

  test("xAI, grok-4.3 through its newer API: 5,143,500 ticks, by our own table", () => {
    const usd = price("xai", "grok-4.3", "2026-11-01T00:00Z", {
      input: 199,
      output: 160,
      cached: 128,
      reasoning: 152,
    });
    expect(relative(usd, 5_143_500 / 1e10)).toBeLessThan(1e-9);
  });
});

/** A million tokens of each kind, so that the price itself stands there. */
const MILLION: BilledTokens = { input: 1_000_000, output: 1_000_000 };
const CACHED: BilledTokens = { input: 1_000_000, output: 0, cached: 1_000_000 };

describe("what the providers' own documents say", () => {
  test.each([
    ["groq", "openai/gpt-oss-120b", MILLION, 0.75],
    // Cached input tokens at half price.
    ["groq", "openai/gpt-oss-120b", CACHED, 0.075],
    ["cerebras", "gpt-oss-120b", MILLION, 1.1],
    // Cached tokens are reported and billed in full.
    ["cerebras", "gpt-oss-120b", CACHED, 0.35],
    ["sambanova", "gpt-oss-120b", MILLION, 0.81],
    ["sambanova", "MiniMax-M3", CACHED, 0.06],
    ["fireworks", "accounts/fireworks/models/kimi-k3", MILLION, 18],
    ["fireworks", "accounts/fireworks/routers/kimi-k3-fast", MILLION, 27],
    // Anthropic writes to its five-minute cache at 1.25 times, and reads from it at a tenth.
    ["anthropic", "claude-haiku-4-5", { input: 1_000_000, output: 0, cacheWrite: 1_000_000 }, 1.25],
    ["anthropic", "claude-haiku-4-5", CACHED, 0.1],
  ] as const)("%s %s", (provider, model, tokens, usd) => {
    expect(price(provider, model, "2026-11-23T12:00Z", tokens)).toBeCloseTo(usd, 12);
  });

  test("Google counts the whole of a long prompt at the higher price, xAI from 200,000 tokens on", () => {
    const input = (provider: string, model: string, tokens: number): number =>
      price(provider, model, "2026-11-23T12:00Z", { input: tokens, output: 0 }) / tokens / 1e-6;
    expect(input("google", "gemini-2.5-pro", 200_000)).toBeCloseTo(1.25, 9);
    expect(input("google", "gemini-2.5-pro", 200_001)).toBeCloseTo(2.5, 9);
    expect(input("xai", "grok-4.5", 199_999)).toBeCloseTo(2, 9);
    expect(input("xai", "grok-4.5", 200_000)).toBeCloseTo(4, 9);
  });
});

describe("DeepSeek by the hour, at every edge", () => {
  const PEAK = 0.3;
  const OFF_PEAK = 0.15;
  const input = (at: string, model = "deepseek-flash"): number =>
    price("deepseek", model, at, { input: 1_000_000, output: 0 });

  // 2026-11-23 is a Monday.
  test.each([
    ["2026-11-23T00:59:59.999Z", OFF_PEAK],
    ["2026-11-23T01:00:00.000Z", PEAK],
    ["2026-11-23T03:59:59.999Z", PEAK],
    ["2026-11-23T04:00:00.000Z", OFF_PEAK],
    ["2026-11-23T05:59:59.999Z", OFF_PEAK],
    ["2026-11-23T06:00:00.000Z", PEAK],
    ["2026-11-23T09:59:59.999Z", PEAK],
    ["2026-11-23T10:00:00.000Z", OFF_PEAK],
    ["2026-11-27T09:59:00Z", PEAK],
    ["2026-11-28T09:59:00Z", OFF_PEAK],
    ["2026-11-29T02:00:00Z", OFF_PEAK],
    // Days off in China: Mid-Autumn Festival, National Day.
    ["2026-09-25T02:00:00Z", OFF_PEAK],
    ["2026-10-07T07:00:00Z", OFF_PEAK],
    ["2026-10-08T07:00:00Z", PEAK],
    // The same moment written from Beijing.
    ["2026-11-23T09:00:00+08:00", PEAK],
  ])("%s costs %d", (at, usd) => {
    expect(input(at)).toBeCloseTo(usd, 12);
  });

  test("an old price holds for an old request, up to the moment of the change", () => {
    expect(input("2026-08-16T15:59:59Z", "deepseek-v4-flash")).toBeCloseTo(0.14, 12);
    expect(input("2026-08-16T16:00:00Z", "deepseek-v4-flash")).toBeCloseTo(0.22, 12);
    expect(input("2026-09-10T03:59:59Z", "deepseek-v4-flash")).toBeCloseTo(0.44, 12);
    expect(input("2026-09-10T04:00:00Z", "deepseek-v4-flash")).toBeCloseTo(0.15, 12);
    expect(() => input("2026-09-10T03:59:59Z")).toThrow();
  });
});
