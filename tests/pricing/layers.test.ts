import { describe, expect, test } from "bun:test";
import { EMBEDDED } from "../../src/pricing/embedded.ts";
import { findRow, priceHint, providerAtHost } from "../../src/pricing/find-price.ts";
import { parseGivenPrices } from "../../src/pricing/given-price.ts";
import type { OwnPriceFile } from "../../src/pricing/own-price-file.ts";
import type { PriceFile } from "../../src/pricing/price-file.ts";
import { LAYERS, hashOf, layerOf, priceTable } from "../../src/pricing/price-table.ts";
import type { Layer, LayerName } from "../../src/pricing/price-table.ts";
import { priceOfTarget } from "../../src/pricing/target-price.ts";
import { aTarget } from "../support/plans.ts";

const embedded = layerOf("embedded", EMBEDDED);

function layer(name: LayerName, input: number, more: Partial<OwnPriceFile> = {}): Layer {
  const file: OwnPriceFile = {
    providers: { groq: { models: { "openai/gpt-oss-120b": { prices: [{ input, output: 1 }] } } } },
    ...more,
  };
  return { name, file, hash: hashOf(file), day: "2026-11-01" };
}

const inputOf = (layers: readonly Layer[]): number | undefined =>
  findRow(priceTable(layers), "groq", "openai/gpt-oss-120b")?.prices[0]?.input;

describe("layers", () => {
  test("win in their order, in whatever order they were read", () => {
    const all = LAYERS.filter((name) => name !== "flag" && name !== "embedded").map((name, index) =>
      layer(name, 10 + index),
    );
    for (let count = 1; count <= all.length; count++) {
      const some = all.slice(all.length - count);
      expect(inputOf([embedded, ...some])).toBe(10 + all.length - count);
      expect(inputOf([...some.toReversed(), embedded])).toBe(10 + all.length - count);
    }
  });

  test("say which of them a price comes from, with its day and the hash of its file", () => {
    const user = layer("user", 9);
    const row = findRow(priceTable([embedded, user]), "groq", "openai/gpt-oss-120b");
    expect(row).toMatchObject({
      layer: "user",
      layerHash: user.hash,
      verifiedAt: "2026-11-01",
      confidence: "high",
    });
    expect(row?.sources).toEqual([]);
    const other = findRow(priceTable([embedded, user]), "groq", "openai/gpt-oss-20b");
    expect(other).toMatchObject({ layer: "embedded", layerHash: embedded.hash });
  });

  test("keep what is known about a model beside its price", () => {
    const row = findRow(priceTable([embedded, layer("user", 9)]), "groq", "openai/gpt-oss-120b");
    expect(row?.context).toBe(131_072);
  });

  test("may add an alias without a price, and the price stays where it was", () => {
    const file: OwnPriceFile = {
      providers: { groq: { models: { "openai/gpt-oss-120b": { aliases: ["big"] } } } },
    };
    const table = priceTable([embedded, { name: "user", file, hash: "x", day: "2026-11-01" }]);
    expect(findRow(table, "groq", "big")).toMatchObject({ layer: "embedded", confidence: "high" });
  });

  test("may take a price away", () => {
    const file: OwnPriceFile = {
      providers: { groq: { models: { "openai/gpt-oss-120b": { prices: null } } } },
    };
    const table = priceTable([embedded, { name: "user", file, hash: "x", day: "2026-11-01" }]);
    const target = aTarget("groq", {
      provider: "groq",
      model: "openai/gpt-oss-120b",
      origin: "https://api.groq.com",
    });
    expect(priceOfTarget(table, target).kind).toBe("unknown");
  });

  test("have a hash that blanks do not change and prices do", () => {
    const again: PriceFile = JSON.parse(JSON.stringify(EMBEDDED, null, 4));
    expect(hashOf(again)).toBe(embedded.hash);
    expect(hashOf({ ...again, updatedAt: "2026-01-01" })).not.toBe(embedded.hash);
    expect(embedded.hash).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe("looking up", () => {
  const table = priceTable([embedded]);

  test("takes the exact id, then an alias, then another case", () => {
    const id = "accounts/fireworks/models/kimi-k3";
    expect(findRow(table, "fireworks", id)?.model).toBe(id);
    expect(findRow(table, "fireworks", "kimi-k3")?.model).toBe(id);
    expect(findRow(table, "fireworks", "Kimi-K3")?.model).toBe(id);
  });

  test("guesses nothing: no prefix, no date, no other host, no deployment of somebody's own", () => {
    expect(findRow(table, "groq", "openai/gpt-oss")).toBeUndefined();
    expect(findRow(table, "groq", "openai/gpt-oss-120b-2026-01-01")).toBeUndefined();
    expect(findRow(table, "groq", "gpt-oss-120b")).toBeUndefined();
    expect(findRow(table, "fireworks", "accounts/me/models/kimi-k3")).toBeUndefined();
    expect(findRow(table, "nobody", "gpt-oss-120b")).toBeUndefined();
  });

  test("knows a provider behind a URL by its host", () => {
    expect(providerAtHost(table, "https://api.groq.com")).toBe("groq");
    expect(providerAtHost(table, "https://groq.example.com")).toBeUndefined();
    const target = aTarget("mine", {
      model: "openai/gpt-oss-120b",
      origin: "https://api.groq.com",
    });
    expect(priceOfTarget(table, target)).toMatchObject({
      kind: "listed",
      row: { id: "groq/openai/gpt-oss-120b" },
    });
  });

  test("of a local server costs nothing, of an unknown one is unknown, with a way out in one line", () => {
    const local = aTarget("local", { provider: "local", origin: "http://192.168.1.5:11434" });
    expect(priceOfTarget(table, local)).toEqual({ kind: "local" });
    expect(priceOfTarget(table, aTarget("vllm", { origin: "http://127.0.0.1:8000" }))).toEqual({
      kind: "local",
    });
    const far = priceOfTarget(table, aTarget("far", { origin: "https://llm.example.com" }));
    expect(far).toEqual({ kind: "unknown", hint: priceHint("far") });
    expect(priceHint("far")).toContain("--price far=IN/OUT");
  });

  test("puts a price given for a target above everything, a local server included", () => {
    const given = parseGivenPrices("vllm=0.2/0.8", "2026-11-24");
    const price = priceOfTarget(
      priceTable([embedded], given),
      aTarget("vllm", { origin: "http://127.0.0.1:8000" }),
    );
    expect(price).toMatchObject({
      kind: "listed",
      row: { layer: "flag", verifiedAt: "2026-11-24", prices: [{ input: 0.2, output: 0.8 }] },
    });
  });
});
