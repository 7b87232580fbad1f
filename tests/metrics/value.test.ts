import { describe, expect, test } from "bun:test";
import type { Cost } from "../../src/core/report.ts";
import { evaluate } from "../../src/metrics/evaluate.ts";
import { valuedCost } from "../../src/metrics/value.ts";
import { aPlan, aSample, aTarget } from "../support/builders.ts";

const COST: Cost = {
  usd: 1,
  perRequestUsd: 0.1,
  estimated: false,
  priceId: "a/m",
  priceVerifiedAt: "2026-11-24",
  priceSource: "embedded",
};

describe("tokens per dollar", () => {
  test("are the sum of tokens over the sum of dollars, with an interval around it", () => {
    const pairs = { outputTokens: [100, 200, 0, 140], usd: [0.1, 0.2, 0.05, 0.15] };
    const cost = valuedCost({ cost: COST, pairs, labels: [] });
    expect(cost?.tokensPerUsd).toBeCloseTo(880, 9);
    const [low, high] = cost?.tokensPerUsdInterval ?? [];
    expect(low).toBeLessThan(880);
    expect(high).toBeGreaterThan(880);
  });

  test("are absent where nothing was paid, nothing came, or nothing is known", () => {
    const free = { outputTokens: [100, 200], usd: [0, 0] };
    expect(valuedCost({ cost: COST, pairs: free, labels: [] })).toEqual(COST);
    const empty = { outputTokens: [0, 0], usd: [0.1, 0.1] };
    expect(valuedCost({ cost: COST, pairs: empty, labels: [] })).toEqual(COST);
    const none = { outputTokens: [], usd: [] };
    expect(valuedCost({ cost: COST, pairs: none, labels: [] })).toEqual(COST);
    expect(valuedCost({ cost: null, pairs: none, labels: [] })).toBeNull();
  });
});

test("the bill of a target is made of all its attempts at a size, and of nobody else's", () => {
  const plan = aPlan({
    targets: [aTarget("a"), aTarget("b")],
    sizes: [
      { size: "short", inputTokens: 100, maxOutputTokens: 128 },
      { size: "long", inputTokens: 10_000, maxOutputTokens: 1024 },
    ],
  });
  const samples = [
    aSample({ target: "a", size: "short", phase: "warmup", block: 0 }),
    aSample({ target: "a", size: "short", block: 0 }),
    aSample({
      target: "a",
      size: "short",
      block: 1,
      status: "failed",
      failure: { kind: "aborted", message: "stopped before it ended" },
    }),
    aSample({ target: "a", size: "long", block: 0 }),
    aSample({ target: "b", size: "short", block: 0 }),
  ];
  const asked: Record<string, number> = {};
  const { targets } = evaluate(plan, samples, {
    billOf: (target, own) => {
      asked[`${target} ${own[0]?.size}`] = own.length;
      return {
        cost: { ...COST, usd: own.length },
        pairs: { outputTokens: [1, 2], usd: [1, 1] },
        labels: [{ id: "price-old", effect: "warn", text: "old" }],
      };
    },
  });
  expect(asked).toEqual({ "a short": 3, "a long": 1, "b short": 1 });
  expect(targets.map(({ id, size, cost }) => [id, size, cost?.usd])).toEqual([
    ["a", "short", 3],
    ["b", "short", 1],
    ["a", "long", 1],
    ["b", "long", undefined],
  ]);
  expect(targets[0]?.cost?.tokensPerUsd).toBe(1.5);
  const effects = targets[0]?.labels.map(({ effect }) => effect) ?? [];
  expect(targets[0]?.labels.map(({ id }) => id)).toContain("price-old");
  expect(effects).toEqual(
    effects.toSorted(
      (x, y) => ["void", "warn", "inform"].indexOf(x) - ["void", "warn", "inform"].indexOf(y),
    ),
  );
});
