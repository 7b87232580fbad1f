import { describe, expect, test } from "bun:test";
import type { Comparison, RankInterval } from "../../src/core/report.ts";
import { crownsText } from "../../src/output/crowns.ts";
import { verdictOf } from "../../src/output/verdict.ts";
import { aDistribution, aPlan, aReport, aSample, aTargetReport } from "../support/builders.ts";
import { fullReport } from "../support/full-report.ts";

const aComparison = (a: string, b: string, fields: Partial<Comparison> = {}): Comparison => ({
  category: "speed",
  size: "medium",
  a,
  b,
  blocks: 30,
  ratio: 1,
  interval: [0.95, 1.05],
  p: 0.5,
  pAdjusted: 1,
  verdict: "tie",
  margin: 0.02,
  ...fields,
});

const ranked = (id: string, speed: number, from: number, to: number) => {
  const rank: RankInterval = { from, to };
  return aTargetReport(id, {
    metrics: { outputSpeed: aDistribution(speed), ttftMs: aDistribution(1e5 / speed) },
    ranks: { speed: rank, ttft: rank, e2e: rank, value: rank },
    crowns: from === 1 && to === 1 ? ["speed"] : [],
  });
};

const FAILING = { total: 6, ok: 2, failed: 4, byKind: {}, excluded: {}, retries: 0 } as const;

describe("the verdict", () => {
  test("names the winner, by how much and how sure, and what cannot be told apart", () => {
    expect(verdictOf(fullReport())).toEqual([
      "cerebras streamed 3.1× as fast as groq in this run (95 % 2.8–3.4).",
      "fireworks and sambanova are not distinguishable (differences of 17 % would have been seen; about 40 more blocks, roughly 5 min, would separate them).",
    ]);
  });

  test("does not speak of what would have been seen where blocks are missing and the others agree", () => {
    const targets = [ranked("a", 310, 1, 2), ranked("b", 100, 1, 2)];
    const clear = { ratio: 3, interval: [2.8, 3.4], pAdjusted: 0.001, detectable: 0.2 } as const;
    const comparisons = [aComparison("a", "b", { ...clear, moreBlocks: 1 })];
    expect(verdictOf(aReport({ targets, comparisons }))).toEqual([
      "a and b share the lead: their output speed is not distinguishable in this run (too few blocks have a value of both, and those that are missing may be what decides).",
    ]);
  });

  test("asks nobody to run more blocks than anybody would", () => {
    const targets = [ranked("a", 101, 1, 2), ranked("b", 100, 1, 2)];
    const comparisons = [aComparison("a", "b", { moreBlocks: 106_518 })];
    expect(verdictOf(aReport({ targets, comparisons }))[0]).toEndWith(
      "(not even 10,000 more blocks would separate them).",
    );
  });

  test("is the same whichever way the report holds a comparison", () => {
    const targets = [ranked("a", 310, 1, 1), ranked("b", 100, 2, 2)];
    const forward = aComparison("a", "b", { ratio: 3.1, interval: [2.8, 3.4], verdict: "better" });
    const backward = aComparison("b", "a", {
      ratio: 1 / 3.1,
      interval: [1 / 3.4, 1 / 2.8],
      verdict: "worse",
    });
    expect(verdictOf(aReport({ targets, comparisons: [backward] }))).toEqual(
      verdictOf(aReport({ targets, comparisons: [forward] })),
    );
  });

  test.each([
    ["speed", "a streamed 1.25× as fast as b in this run (95 % 1.10–1.40)."],
    ["ttft", "a sent its first token 1.25× sooner than b in this run (95 % 1.10–1.40)."],
    ["e2e", "a was done 1.25× sooner than b in this run (95 % 1.10–1.40)."],
    ["value", "a gave 1.25× as many tokens per dollar as b in this run (95 % 1.10–1.40)."],
  ] as const)("speaks of %s in its own words", (category, sentence) => {
    const ratio = { ratio: 1.25, interval: [1.1, 1.4], verdict: "better" } as const;
    const cost = {
      usd: 1,
      perRequestUsd: 0.01,
      tokensPerUsd: 1000,
      estimated: false,
      priceId: "x",
      priceVerifiedAt: "2026-11-01",
      priceSource: "embedded",
    };
    const base = { metrics: { ...ranked("x", 100, 1, 1).metrics, e2eMs: aDistribution(900) } };
    const report = aReport({
      targets: [
        { ...ranked("a", 310, 1, 1), ...base, cost: { ...cost, tokensPerUsd: 1250 } },
        { ...ranked("b", 100, 2, 2), ...base, cost },
      ],
      comparisons: [aComparison("a", "b", { category, ...ratio })],
      plan: aPlan({ rankBy: category }),
    });
    expect(verdictOf(report)[0]).toBe(sentence);
  });

  test("crowns nobody where several share the first place", () => {
    const report = aReport({
      targets: [ranked("a", 100, 1, 3), ranked("b", 99, 1, 3), ranked("c", 98, 1, 3)],
      comparisons: [
        aComparison("a", "b", { detectable: 0.1 }),
        aComparison("a", "c", { detectable: 0.2, moreBlocks: 12 }),
        aComparison("b", "c", { detectable: 0.15, moreBlocks: 50 }),
      ],
    });
    expect(verdictOf(report)).toEqual([
      "a, b and c share the lead: their output speed is not distinguishable in this run (differences of 20 % would have been seen; about 50 more blocks would separate them).",
    ]);
    expect(crownsText(report)).toBeUndefined();
  });

  test("takes only those for tied who are so with everybody in their group", () => {
    const report = aReport({
      targets: [ranked("a", 100, 1, 2), ranked("b", 97, 1, 3), ranked("c", 94, 2, 3)],
      comparisons: [
        aComparison("a", "b"),
        aComparison("b", "c"),
        aComparison("a", "c", { ratio: 1.06, interval: [1.03, 1.09], verdict: "better" }),
      ],
    });
    expect(verdictOf(report)).toEqual([
      "a and b share the lead: their output speed is not distinguishable in this run.",
      "b and c are not distinguishable.",
    ]);
  });

  test("says what more blocks would take, in money and time, as far as they are known", () => {
    const cost = {
      usd: 0.4,
      perRequestUsd: 0.01,
      estimated: false,
      priceId: "x",
      priceVerifiedAt: "2026-11-01",
      priceSource: "embedded",
    };
    const targets = [ranked("a", 100, 1, 2), ranked("b", 97, 1, 2)].map((target) => ({
      ...target,
      cost,
    }));
    // Thirty blocks in five minutes.
    const samples = Array.from({ length: 30 }, (_, block) => aSample({ target: "a", block }));
    const comparisons = [aComparison("a", "b", { moreBlocks: 60 })];
    expect(verdictOf(aReport({ targets, comparisons, samples }))[0]).toEndWith(
      "(about 60 more blocks, roughly $1.20 and 10 min, would separate them).",
    );
  });

  test("claims nothing without evidence", () => {
    const alone = [aTargetReport("a", { metrics: { outputSpeed: aDistribution(100) } })];
    expect(verdictOf(aReport({ targets: alone }))).toEqual(["a: output speed 100.0 tok/s (P50)."]);
    const two = [...alone, aTargetReport("b", { metrics: { outputSpeed: aDistribution(90) } })];
    expect(verdictOf(aReport({ targets: two }))).toEqual([
      "a: output speed 100.0 tok/s (P50); there is no evidence for an order.",
    ]);
    const dead = aTargetReport("a", {
      attempts: { ...alone[0]!.attempts, ok: 0, failed: 100 },
      metrics: {},
    });
    expect(verdictOf(aReport({ targets: [dead] }))).toEqual(["No target gave a result to rank."]);
  });

  test("says what is missing where there are answers and no value to rank by", () => {
    const targets = [aTargetReport("a", { metrics: {} })];
    expect(verdictOf(aReport({ targets }))).toEqual(["No target has an output speed."]);
    expect(verdictOf(aReport({ targets, plan: aPlan({ rankBy: "ttft" }) }))).toEqual([
      "No target has a time to first token.",
    ]);
  });

  test("never speaks for a target that fails too often to be ranked", () => {
    const failing = aTargetReport("cut", {
      attempts: { ...FAILING, successInterval: [0.04, 0.78] },
      metrics: { outputSpeed: aDistribution(490) },
    });
    const sound = aTargetReport("a", { metrics: { outputSpeed: aDistribution(90) } });
    expect(verdictOf(aReport({ targets: [failing, sound] }))).toEqual([
      "a: output speed 90.0 tok/s (P50); there is no evidence for an order.",
    ]);
    expect(verdictOf(aReport({ targets: [failing] }))).toEqual([
      "No target can be ranked: too many attempts failed.",
    ]);
  });

  test("gives tokens per dollar as the table does, and not as a median", () => {
    const cost = {
      usd: 1,
      perRequestUsd: 0.01,
      tokensPerUsd: 724_000,
      estimated: false,
      priceId: "x",
      priceVerifiedAt: "2026-11-01",
      priceSource: "embedded",
    };
    const targets = [aTargetReport("a", { cost })];
    expect(verdictOf(aReport({ targets, plan: aPlan({ rankBy: "value" }) }))).toEqual([
      "a: tokens per dollar 0.72 Mtok/$.",
    ]);
  });

  test("leaves out the end of an interval that is not bounded", () => {
    const targets = [ranked("a", 310, 1, 1), ranked("b", 100, 2, 2)];
    const comparisons = [
      aComparison("a", "b", { ratio: 3.1, interval: [2.8, null], verdict: "better" }),
    ];
    expect(verdictOf(aReport({ targets, comparisons }))[0]).toEndWith("(95 % ≥ 2.8).");
  });
});

test("crowns are told by category", () => {
  expect(crownsText(fullReport())).toBe(
    "alone in first place: cerebras (output speed), groq (time to first answer token), cerebras (end-to-end time)",
  );
});
