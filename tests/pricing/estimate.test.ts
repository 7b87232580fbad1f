import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { EMBEDDED } from "../../src/pricing/embedded.ts";
import { estimateCost } from "../../src/pricing/estimate.ts";
import { parseGivenPrices } from "../../src/pricing/given-price.ts";
import { layerOf, priceTable } from "../../src/pricing/price-table.ts";
import { pricerFor } from "../../src/pricing/pricer.ts";
import { aPlan, aTarget } from "../support/plans.ts";
import { aSample } from "../support/builders.ts";

const table = priceTable([layerOf("embedded", EMBEDDED)]);
const groq = aTarget("groq", {
  provider: "groq",
  model: "openai/gpt-oss-120b",
  origin: "https://api.groq.com",
});
const deepseek = aTarget("ds", {
  provider: "deepseek",
  model: "deepseek-flash",
  origin: "https://api.deepseek.com",
});
const unknown = aTarget("far", { origin: "https://far.example.com" });
const local = aTarget("local", { provider: "local", origin: "http://localhost:11434" });

const MEDIUM = { size: "medium", inputTokens: 1000, maxOutputTokens: 512 } as const;
const NOW = Date.parse("2026-11-24T12:00:00Z");

const plan = (more: Partial<Parameters<typeof aPlan>[0]> = {}) =>
  aPlan({ targets: [groq], sizes: [MEDIUM], iterations: 30, warmup: 1, ...more });

describe("the cost of a plan, before anything is sent", () => {
  test("is every request with a full answer, warm-up included", () => {
    const { total } = estimateCost(plan(), table, NOW);
    // 31 requests of 1,070 tokens (70 for the template) at 0.15 and 512 at 0.60.
    expect(total.expected).toBeCloseTo((31 * (1070 * 0.15 + 512 * 0.6)) / 1e6, 12);
    expect(total.low).toBeLessThan(total.expected);
    expect(total.high).toBeGreaterThan(total.expected);
  });

  test("counts a warm-up for every lane, a priming request, every size and every allowed retry", () => {
    const expected = (more: Parameters<typeof plan>[0]) =>
      estimateCost(plan(more), table, NOW).total.expected;
    const one = expected({}) / 31;
    expect(expected({ warmup: 2, concurrency: 4 }) / one).toBeCloseTo(38, 6);
    expect(expected({ cache: "warm" }) / one).toBeCloseTo(32, 6);
    expect(expected({ sizes: [MEDIUM, { ...MEDIUM, size: "long" }] }) / one).toBeCloseTo(62, 6);
    const high = (retries: number) => estimateCost(plan({ retries }), table, NOW).total.high;
    expect(high(2) / high(0)).toBeCloseTo(3, 6);
  });

  test("is low for a run that may stop as soon as it is precise", () => {
    const low = (more: Parameters<typeof plan>[0]) =>
      estimateCost(plan(more), table, NOW).total.low;
    expect(low({ iterations: 200, precision: 0.1 })).toBeCloseTo(
      (low({ iterations: 30 }) / 31) * 21,
      12,
    );
  });

  test("holds both prices of a provider that changes them within the run's time limit", () => {
    const before = Date.parse("2026-11-23T00:58:00Z");
    const { total } = estimateCost(
      plan({ targets: [deepseek], maxTimeMs: 300_000 }),
      table,
      before,
    );
    const quiet = estimateCost(
      plan({ targets: [deepseek], maxTimeMs: 60_000 }),
      table,
      before,
    ).total;
    expect(total.expected).toBe(quiet.expected);
    expect(total.high).toBeCloseTo(quiet.high * 2, 12);
    expect(total.low).toBe(quiet.low);
  });

  test("says of whom it knows nothing, and counts a local server as free", () => {
    const estimate = estimateCost(plan({ targets: [groq, unknown, local] }), table, NOW);
    expect(estimate.unknown).toEqual(["far"]);
    expect(estimate.targets.map(({ target, range }) => [target, range?.expected])).toEqual([
      ["groq", expect.any(Number)],
      ["far", undefined],
      ["local", 0],
    ]);
    expect(estimate.total.expected).toBe(estimateCost(plan(), table, NOW).total.expected);
  });

  test("uses a price that was given for one target", () => {
    const given = priceTable(
      [layerOf("embedded", EMBEDDED)],
      parseGivenPrices("far=10/100", "2026-11-24"),
    );
    const { total, unknown: nobody } = estimateCost(plan({ targets: [unknown] }), given, NOW);
    expect(nobody).toEqual([]);
    expect(total.expected).toBeCloseTo((31 * (1070 * 10 + 512 * 100)) / 1e6, 9);
  });

  test("is never below what answers within cap and prompt come to, at its high end", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 900, max: 1400 }),
        fc.integer({ min: 0, max: 512 }),
        (iterations, input, output) => {
          const { total } = estimateCost(plan({ iterations }), table, NOW);
          const { costOf } = pricerFor(table, groq, { sizes: [MEDIUM] });
          const one = costOf(aSample({ tokens: { input, output, source: "usage" } }))?.usd ?? 0;
          expect(one * (iterations + 1)).toBeLessThanOrEqual(total.high * (1 + 1e-12));
        },
      ),
    );
  });
});
