import { describe, expect, test } from "bun:test";
import { findProvider } from "@pydantic/genai-prices";
import { readGenaiPrices } from "../../../src/pricing/refresh/genai-prices.ts";
import { readLitellm } from "../../../src/pricing/refresh/litellm.ts";
import { readModelsDev } from "../../../src/pricing/refresh/models-dev.ts";
import { perMillion } from "../../../src/pricing/refresh/observation.ts";
import { readPiAi } from "../../../src/pricing/refresh/pi-ai.ts";
import { readProviderModels } from "../../../src/pricing/refresh/provider-models.ts";
import { PRICE_SOURCES, PRICE_SOURCE_NAMES } from "../../../src/pricing/refresh/sources.ts";

const READER = { source: "s@1", asOf: "2026-11-24" };

describe("prices per token", () => {
  test.each([
    [7.5e-8, 0.075],
    ["0.00000035", 0.35],
    [3e-9, 0.003],
    [0, 0],
  ])("%p are %d per million, without dust", (perToken, expected) => {
    expect(perMillion(perToken)).toBe(expected);
  });

  test.each([undefined, null, "", " ", "free", Number.NaN, Number.POSITIVE_INFINITY, {}])(
    "%p is no price",
    (value) => {
      expect(perMillion(value)).toBeUndefined();
    },
  );
});

test("models.dev: USD per million, steps by context, nothing that draws or is gone", () => {
  const reading = readModelsDev(
    {
      xai: {
        models: {
          "grok-4.5": {
            modalities: { output: ["text"] },
            limit: { context: 500_000, output: 30_000 },
            cost: {
              input: 2,
              output: 6,
              cache_read: 0.3,
              tiers: [
                { input: 4, output: 12, cache_read: 0.6, tier: { type: "context", size: 200_000 } },
              ],
            },
          },
          painter: { modalities: { output: ["text", "image"] }, cost: { input: 1, output: 60 } },
          gone: { status: "deprecated", cost: { input: 1, output: 2 } },
          unpriced: { modalities: { output: ["text"] } },
        },
      },
      stranger: { models: { x: { cost: { input: 1, output: 2 } } } },
    },
    READER,
  );
  expect(reading?.observations).toEqual([
    {
      ...READER,
      lineage: "models.dev",
      provider: "xai",
      model: "grok-4.5",
      prices: [
        { input: 2, output: 6, cacheRead: 0.3 },
        { inputAbove: 200_000, input: 4, output: 12, cacheRead: 0.6 },
      ],
      context: 500_000,
      maxOutput: 30_000,
    },
  ]);
});

test("pi-ai: a cache price of 0 is none", () => {
  const files = new Map<string, unknown>([
    [
      "groq",
      {
        "openai-completions": {
          "chat:m": {
            id: "m",
            type: "chat",
            cost: { input: 0.15, output: 0.6, cacheRead: 0, cacheWrite: 0 },
            contextWindow: 131_072,
            maxTokens: 65_536,
          },
        },
      },
    ],
  ]);
  expect(readPiAi(files, READER)?.observations).toMatchObject([
    {
      provider: "groq",
      model: "m",
      lineage: "models.dev",
      prices: [{ input: 0.15, output: 0.6 }],
      context: 131_072,
    },
  ]);
});

test("LiteLLM: per token, service tiers and steps, keys without a prefix by their provider", () => {
  const reading = readLitellm(
    {
      "gpt-x": {
        mode: "chat",
        litellm_provider: "openai",
        input_cost_per_token: 5e-6,
        output_cost_per_token: 3e-5,
        cache_read_input_token_cost: 5e-7,
        input_cost_per_token_above_272k_tokens: 1e-5,
        output_cost_per_token_above_272k_tokens: 4.5e-5,
        input_cost_per_token_priority: 1e-5,
        output_cost_per_token_priority: 6e-5,
      },
      "groq/a/b": {
        mode: "chat",
        litellm_provider: "groq",
        input_cost_per_token: 1e-7,
        output_cost_per_token: 2e-7,
      },
      "groq/whisper": {
        mode: "audio_transcription",
        litellm_provider: "groq",
        input_cost_per_token: 1e-7,
        output_cost_per_token: 2e-7,
      },
      "deepseek/flash": {
        mode: "chat",
        litellm_provider: "deepseek",
        input_cost_per_token: 1e-7,
        output_cost_per_token: 2e-7,
        off_peak_pricing: {},
      },
      sample_spec: { mode: "one of chat, embedding", input_cost_per_token: 0 },
    },
    READER,
  );
  expect(
    reading?.observations.map(({ provider, model, prices }) => ({
      id: `${provider}/${model}`,
      prices,
    })),
  ).toEqual([
    {
      id: "openai/gpt-x",
      prices: [
        { input: 5, output: 30, cacheRead: 0.5 },
        { inputAbove: 272_000, input: 10, output: 45 },
        { tier: "priority", input: 10, output: 60 },
      ],
    },
    { id: "groq/a/b", prices: [{ input: 0.1, output: 0.2 }] },
  ]);
});

describe("genai-prices", () => {
  const read = (model: object, id = "m") =>
    readGenaiPrices([{ id: "groq", models: [{ id, match: { equals: id }, ...model }] }], READER)
      ?.observations ?? [];

  test("takes the price of the day out of a list, and the ids that match exactly", () => {
    const prices = [
      { prices: { input_mtok: 1, output_mtok: 2 } },
      {
        constraint: { type: "start_date", start_date: "2026-11-01" },
        prices: { input_mtok: 3, output_mtok: 4 },
      },
      {
        constraint: { type: "start_date", start_date: "2027-01-01" },
        prices: { input_mtok: 5, output_mtok: 6 },
      },
    ];
    const match = { or: [{ equals: "a/m" }, { starts_with: "m-2" }] };
    expect(read({ prices, match })).toMatchObject([
      { model: "m", prices: [{ input: 3, output: 4 }] },
      { model: "a/m", prices: [{ input: 3, output: 4 }] },
    ]);
  });

  test("takes nothing that depends on the hour, since it knows no weekdays", () => {
    const constraint = { type: "time_of_date", start_time: "01:00:00Z", end_time: "04:00:00Z" };
    const peak = { constraint, prices: { input_mtok: 2, output_mtok: 4 } };
    expect(read({ prices: [{ prices: { input_mtok: 1, output_mtok: 2 } }, peak] })).toEqual([]);
  });

  test("reads steps out of each rate", () => {
    const step = (base: number, price: number) => ({ base, tiers: [{ start: 200_000, price }] });
    expect(
      read({ prices: { input_mtok: step(1, 2), output_mtok: step(4, 8), cache_read_mtok: 0.1 } })[0]
        ?.prices,
    ).toEqual([
      { input: 1, output: 4, cacheRead: 0.1 },
      { inputAbove: 200_000, input: 2, output: 8, cacheRead: 0.1 },
    ]);
  });

  test("is understood as its own package has it", () => {
    const groq = findProvider({ providerId: "groq" });
    const reading = readGenaiPrices([groq], READER);
    const found = reading?.observations.find(({ model }) => model === "openai/gpt-oss-120b");
    expect(found?.prices[0]).toMatchObject({ input: 0.15, output: 0.6 });
  });
});

test("a provider's own list: decimal strings per token, and models without a price passed over", () => {
  const reading = readProviderModels(
    {
      data: [
        {
          id: "m",
          pricing: { prompt: "0.00000035", completion: "0.00000075" },
          limits: { max_context_length: 131_072, max_completion_tokens: 40_960 },
        },
        { id: "free-to-try" },
      ],
    },
    "cerebras",
    READER,
  );
  expect(reading?.observations).toMatchObject([
    {
      provider: "cerebras",
      model: "m",
      lineage: "provider",
      prices: [{ input: 0.35, output: 0.75 }],
      context: 131_072,
      maxOutput: 40_960,
    },
  ]);
});

describe("data of another shape is no reading, and never a crash", () => {
  const ODD = [
    undefined,
    null,
    5,
    "text",
    [],
    {},
    { data: 5 },
    { groq: 5 },
    [{ id: "groq" }],
    [null],
    { xai: { models: { m: null } } },
  ];
  test.each([...PRICE_SOURCE_NAMES])("%s", (name) => {
    for (const data of ODD) {
      const reading = PRICE_SOURCES[name].read(data, READER);
      expect(reading?.observations ?? []).toEqual([]);
    }
  });
});
