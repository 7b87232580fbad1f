import { describe, expect, test } from "bun:test";
import { join } from "node:path";
import { EMBEDDED } from "../../src/pricing/embedded.ts";
import { findRow } from "../../src/pricing/find-price.ts";
import { inconsistencies } from "../../src/pricing/inconsistencies.ts";
import { layerOf, priceTable } from "../../src/pricing/price-table.ts";
import { readPriceFile } from "../../src/pricing/read-price-file.ts";
import { suspicion } from "../../src/pricing/refresh/guard.ts";
import { PROVIDERS } from "../../src/providers/table.ts";

const PATH = join(import.meta.dir, "../../pricing/pricing.json");
const table = priceTable([layerOf("embedded", EMBEDDED)]);
const rows = Object.entries(EMBEDDED.providers).flatMap(([provider, { models }]) =>
  Object.entries(models).map(([model, facts]) => ({ id: `${provider}/${model}`, ...facts })),
);
const priced = rows.filter(({ prices }) => prices.length > 0);

describe("the prices that ship with the program", () => {
  test("are what the schema describes, to the last key", async () => {
    expect(readPriceFile(await Bun.file(PATH).text(), PATH)).toEqual(EMBEDDED);
    expect(inconsistencies(EMBEDDED)).toEqual([]);
  });

  test("hold every row of the five providers that were researched by hand", () => {
    const count = (provider: string): number =>
      Object.keys(EMBEDDED.providers[provider]?.models ?? {}).length;
    expect(count("cerebras")).toBeGreaterThanOrEqual(4);
    expect(count("groq")).toBeGreaterThanOrEqual(16);
    expect(count("sambanova")).toBeGreaterThanOrEqual(7);
    expect(count("fireworks")).toBeGreaterThanOrEqual(31);
    expect(count("deepseek")).toBeGreaterThanOrEqual(5);
  });

  test("name a day and a source that the file describes", () => {
    for (const { id, verifiedAt, sources, confidence } of priced) {
      expect([id, verifiedAt]).toEqual([id, expect.stringMatching(/^2026-\d\d-\d\d$/)]);
      expect([id, sources.length > 0]).toEqual([id, true]);
      expect([id, confidence]).not.toEqual([id, "none"]);
      for (const source of sources) {
        expect(Object.keys(EMBEDDED.sources)).toContain(source.id);
      }
    }
  });

  test("say nothing where nothing is known, instead of 0", () => {
    for (const { id, prices, verifiedAt, confidence } of rows) {
      if (prices.length === 0)
        expect([id, verifiedAt, confidence]).toEqual([id, undefined, "none"]);
      for (const { input, output } of prices) {
        expect([id, input > 0 && output > 0]).toEqual([id, true]);
      }
    }
  });

  test("would each pass the guard that a refresh puts new prices through", () => {
    for (const { id, prices } of priced) {
      for (const period of prices) expect([id, suspicion(period)]).toEqual([id, undefined]);
    }
  });

  test("are called high only with the provider's word or two lineages behind them", () => {
    for (const { id, confidence, sources } of priced) {
      if (confidence !== "high") continue;
      const lineages = new Set(sources.map((source) => EMBEDDED.sources[source.id]?.lineage));
      expect([id, lineages.has("provider") || lineages.size >= 2]).toEqual([id, true]);
    }
  });

  test("know the default model of every hosted provider that they know", () => {
    const known = Object.entries(PROVIDERS).flatMap(([name, provider]) => {
      const model = "defaultModel" in provider ? provider.defaultModel : undefined;
      const isPriced =
        (EMBEDDED.providers[name]?.kind ?? "") !== "local" && name in EMBEDDED.providers;
      return isPriced && typeof model === "string" ? [{ name, model }] : [];
    });
    expect(known.length).toBeGreaterThanOrEqual(5);
    const missing = known.filter(({ name, model }) => findRow(table, name, model) === undefined);
    expect(missing).toEqual([]);
  });

  test("give the same model another price at another host", () => {
    const inputs = [
      findRow(table, "cerebras", "gpt-oss-120b"),
      findRow(table, "groq", "openai/gpt-oss-120b"),
      findRow(table, "sambanova", "gpt-oss-120b"),
    ].map((row) => row?.prices[0]?.input);
    expect(inputs).toEqual([0.35, 0.15, 0.22]);
  });
});
