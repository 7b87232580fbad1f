import { describe, expect, test } from "bun:test";
import type { Cost } from "../../src/core/report.ts";
import type { Sample } from "../../src/core/sample.ts";
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

const costOf = ({ costUsd }: Sample): number | undefined => costUsd;

const paid = (output: number, costUsd: number, more: Partial<Sample> = {}): Sample =>
  aSample({ costUsd, tokens: { output, o200k: output / 2, source: "usage" }, ...more });

describe("tokens per dollar", () => {
  const samples = [
    paid(5000, 5, { phase: "warmup" }),
    paid(100, 0.1),
    paid(200, 0.2),
    paid(0, 0.05, { status: "failed" }),
    paid(140, 0.15),
  ];

  test("are the sum of tokens over the sum of dollars, with an interval around it", () => {
    const cost = valuedCost(COST, samples, costOf, "native");
    expect(cost?.tokensPerUsd).toBeCloseTo(880, 9);
    const [low, high] = cost?.tokensPerUsdInterval ?? [];
    expect(low).toBeLessThan(880);
    expect(high).toBeGreaterThan(880);
  });

  test("are tokens of one tokenizer where models differ", () => {
    expect(valuedCost(COST, samples, costOf, "o200k")?.tokensPerUsd).toBeCloseTo(440, 9);
  });

  test("are absent where nothing was paid, nothing came, or nothing is known", () => {
    expect(valuedCost(COST, [paid(100, 0), paid(200, 0)], costOf, "native")).toEqual(COST);
    expect(valuedCost(COST, [paid(0, 0.1), paid(0, 0.1)], costOf, "native")).toEqual(COST);
    expect(valuedCost(COST, [], costOf, "native")).toEqual(COST);
    expect(valuedCost(null, samples, costOf, "native")).toBeNull();
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
    costOf: () => 0.5,
    billOf: (target, own) => {
      asked[`${target} ${own[0]?.size}`] = own.length;
      return {
        cost: { ...COST, usd: own.length },
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
  expect(targets[0]?.cost?.tokensPerUsd).toBe(200);
  const effects = targets[0]?.labels.map(({ effect }) => effect) ?? [];
  expect(targets[0]?.labels.map(({ id }) => id)).toContain("price-old");
  expect(effects).toEqual(
    effects.toSorted(
      (x, y) => ["void", "warn", "inform"].indexOf(x) - ["void", "warn", "inform"].indexOf(y),
    ),
  );
});
