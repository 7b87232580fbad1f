import { describe, expect, test } from "bun:test";
import { findPricedProvider, findSharedRow } from "../../src/cli/price-lines.ts";
import { UsageError } from "../../src/core/errors.ts";
import { EMBEDDED } from "../../src/pricing/embedded.ts";
import { layerOf, priceTable } from "../../src/pricing/price-table.ts";
import { PROVIDERS } from "../../src/providers/table.ts";

const table = priceTable([layerOf("embedded", EMBEDDED)]);

describe("a provider whose prices are asked for", () => {
  test("is known by its name in the price list and by its name in `list`", () => {
    expect(findPricedProvider(table, "google")).toBe("google");
    expect(findPricedProvider(table, "Gemini")).toBe("google");
    expect(findPricedProvider(table, "groq")).toBe("groq");
  });

  test("is known by its name in `list` wherever a price is listed for its host", () => {
    const priced = Object.entries(PROVIDERS).flatMap(([name, { baseUrl }]) => {
      const holder = table.hosts.get(URL.parse(baseUrl)?.host ?? "");
      return holder === undefined ? [] : [{ name, holder }];
    });
    expect(priced.length).toBeGreaterThan(15);
    for (const { name, holder } of priced) expect(findPricedProvider(table, name)).toBe(holder);
  });

  test("may be nobody", () => {
    expect(() => findPricedProvider(table, "grok-ai")).toThrow(UsageError);
  });
});

test("a model is found by the provider's name for it and by the one that providers share", () => {
  const row = findSharedRow(table, "groq", "openai/gpt-oss-120b");
  expect(row?.id).toBe("groq/openai/gpt-oss-120b");
  expect(findSharedRow(table, "groq", "gpt-oss-120b")).toBe(row);
  expect(findSharedRow(table, "groq", "gpt-oss")).toBeUndefined();
});
