import { describe, expect, test } from "bun:test";
import type { Sample } from "../../src/core/sample.ts";
import { EMBEDDED } from "../../src/pricing/embedded.ts";
import { hashOf, layerOf, priceTable } from "../../src/pricing/price-table.ts";
import { pricerFor } from "../../src/pricing/pricer.ts";
import { pricersFor, spendingMeter } from "../../src/pricing/spent.ts";
import { targetCost } from "../../src/pricing/target-cost.ts";
import { aSample } from "../support/builders.ts";
import { aTarget } from "../support/plans.ts";

const table = priceTable([layerOf("embedded", EMBEDDED)]);
const plan = { sizes: [{ size: "medium", inputTokens: 1000, maxOutputTokens: 512 }] } as const;

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
const router = aTarget("or", {
  provider: "openrouter",
  model: "x/y",
  origin: "https://openrouter.ai",
});
const local = aTarget("local", {
  provider: "local",
  model: "llama3.2",
  origin: "http://localhost:11434",
});

const failed = (more: Partial<Sample>): Sample =>
  aSample({ status: "failed", failure: { kind: "truncated", message: "cut" }, ...more });

/** 0.15 in, 0.60 out. */
const usd = (input: number, output: number): number => (input * 0.15 + output * 0.6) / 1e6;

describe("what one request cost", () => {
  const { costOf } = pricerFor(table, groq, plan);

  test("is the list price of its usage", () => {
    const cost = costOf(aSample({ tokens: { input: 1000, output: 500, source: "usage" } }));
    expect(cost?.usd).toBeCloseTo(usd(1000, 500), 15);
    expect(cost?.estimated).toBe(false);
  });

  test("is by the counts that are billed, where these are others than were read", () => {
    const tokens = { input: 502, output: 100, cached: 448, billedInput: 7, billedOutput: 80 };
    expect(costOf(aSample({ tokens }))?.usd).toBeCloseTo(usd(7, 80), 15);
  });

  test("is looked up at the time the request was sent, not of the run", () => {
    const pricer = pricerFor(table, deepseek, plan);
    const tokens = { input: 1_000_000, output: 0, source: "usage" } as const;
    const before = pricer.costOf(aSample({ startedAt: "2026-11-23T00:59:59Z", tokens }));
    const after = pricer.costOf(aSample({ startedAt: "2026-11-23T01:00:01Z", tokens }));
    expect([before?.usd, after?.usd]).toEqual([0.15, 0.3]);
  });

  test.each([
    [
      "a bad key",
      failed({
        httpStatus: 401,
        reads: [],
        tokens: {},
        failure: { kind: "http", status: 401, message: "no" },
      }),
    ],
    [
      "a rate limit",
      failed({
        httpStatus: 429,
        reads: [],
        tokens: {},
        failure: { kind: "rate-limited", status: 429, message: "slow" },
      }),
    ],
    [
      "nobody there",
      failed({
        reads: [],
        tokens: {},
        failure: { kind: "network", code: "ECONNREFUSED", message: "no" },
      }),
    ],
  ])("is nothing when it was refused: %s", (_, sample) => {
    const { httpStatus: _status, ...unreached } = sample;
    const cost = costOf(sample.failure?.kind === "network" ? unreached : sample);
    expect(cost).toEqual({ usd: 0, estimated: false });
  });

  test("of a stream that broke off is what was told, where usage still came", () => {
    const cost = costOf(failed({ tokens: { input: 1000, output: 40, source: "usage" } }));
    expect(cost).toMatchObject({ usd: usd(1000, 40), estimated: false });
  });

  test("of a stream that broke off without usage is an estimate by prompt and text", () => {
    const counted = costOf(failed({ tokens: { output: 12, o200k: 12, source: "estimate" } }));
    expect(counted).toMatchObject({ usd: usd(1000, 12), estimated: true });
    // During the run nobody has counted yet: 40 characters are about 10 tokens.
    const live = costOf(failed({ tokens: {} }));
    expect(live).toMatchObject({ usd: usd(1000, 10), estimated: true });
  });

  test("of a timeout before any answer may be the prompt", () => {
    const { httpStatus: _, ...sample } = failed({
      reads: [],
      tokens: {},
      failure: { kind: "timeout", phase: "headers", afterMs: 1, message: "late" },
    });
    expect(costOf(sample)).toMatchObject({ usd: usd(1000, 0), estimated: true });
  });

  test("of an estimated count is an estimate", () => {
    expect(
      costOf(aSample({ tokens: { input: 10, output: 5, source: "estimate" } }))?.estimated,
    ).toBe(true);
  });

  test("is what the provider says where no price is known, and unknown where it says nothing", () => {
    const pricer = pricerFor(table, router, plan);
    expect(pricer.costOf(aSample({ reportedCostUsd: 0.0123 }))).toEqual({
      usd: 0.0123,
      estimated: false,
    });
    expect(pricer.costOf(aSample())).toBeUndefined();
  });

  test("is nothing on the user's own machine", () => {
    expect(pricerFor(table, local, plan).costOf(aSample())).toEqual({ usd: 0, estimated: false });
  });
});

describe("what a target cost", () => {
  const sample = (output: number, more: Partial<Sample> = {}): Sample =>
    aSample({ tokens: { input: 1000, output, source: "usage" }, ...more });

  test("is every request, warm-up and failures included; per request only those that were measured", () => {
    const broken = failed({ tokens: { input: 1000, output: 20, source: "usage" } });
    const { cost } = targetCost(pricerFor(table, groq, plan), [
      sample(100, { phase: "warmup" }),
      sample(500),
      sample(300),
      broken,
    ]);
    expect(cost?.usd).toBeCloseTo(usd(4000, 920), 15);
    expect(cost?.perRequestUsd).toBeCloseTo(usd(3000, 820) / 3, 15);
    expect(cost).toMatchObject({
      estimated: false,
      priceId: "groq/openai/gpt-oss-120b",
      priceVerifiedAt: "2026-11-10",
      priceSource: "embedded",
    });
    expect(cost?.priceHash).toBe(hashOf(EMBEDDED));
  });

  test("per request has only those in it that the provider took up: a refusal is not a cheap request", () => {
    const refused = (status: number) =>
      failed({
        httpStatus: status,
        reads: [],
        tokens: {},
        failure: { kind: "http", status, message: "" },
      });
    const { httpStatus: _, ...unreached } = failed({
      reads: [],
      tokens: {},
      failure: { kind: "network", code: "ECONNREFUSED", message: "" },
    });
    const limited = {
      ...refused(429),
      failure: { kind: "rate-limited", status: 429, message: "" },
    } as const;
    const pricer = pricerFor(table, groq, plan);
    const { cost } = targetCost(pricer, [sample(500), limited, limited, refused(503), unreached]);
    expect(cost?.perRequestUsd).toBeCloseTo(usd(1000, 500), 15);
    expect(targetCost(pricer, [limited, limited]).cost).toMatchObject({ usd: 0, perRequestUsd: 0 });
  });

  test("is unknown, not 0, when the price is", () => {
    const { cost, labels } = targetCost(pricerFor(table, router, plan), [sample(10), sample(20)]);
    expect(cost).toBeNull();
    expect(labels.map(({ id }) => id)).toEqual(["price-unknown"]);
  });

  test("is unknown when a part of the charges was not told", () => {
    const pricer = pricerFor(table, router, plan);
    expect(targetCost(pricer, [sample(10, { reportedCostUsd: 0.1 }), sample(20)]).cost).toBeNull();
    const told = targetCost(pricer, [
      sample(10, { reportedCostUsd: 0.1 }),
      sample(20, { reportedCostUsd: 0.2 }),
    ]);
    expect(told.cost).toMatchObject({
      priceSource: "reported",
      priceId: "openrouter/x/y",
      reportedUsd: expect.closeTo(0.3),
    });
  });

  test("is 0 on the user's own machine", () => {
    const { cost } = targetCost(pricerFor(table, local, plan), [sample(10)]);
    expect(cost).toMatchObject({
      usd: 0,
      perRequestUsd: 0,
      priceSource: "local",
      priceVerifiedAt: "2026-11-24",
    });
  });

  test("of no request at all is not known", () => {
    expect(targetCost(pricerFor(table, groq, plan), []).cost).toBeNull();
  });

  test("keeps the provider's own charge beside ours, and labels a difference above 2 %", () => {
    const ours = usd(1000, 500);
    const labels = (reported: number) =>
      targetCost(pricerFor(table, groq, plan), [sample(500, { reportedCostUsd: reported })]).labels;
    expect(labels(ours * 1.019)).toEqual([]);
    expect(labels(ours * 1.25)).toMatchObject([
      {
        id: "charge-differs",
        effect: "warn",
        value: expect.closeTo(0.25),
        text: "the provider says it charged 25 % more than its list price",
      },
    ]);
    expect(labels(ours * 0.5)[0]?.text).toContain("50 % less");
  });

  test("labels a price that nobody has checked for more than 45 days", () => {
    const on = (startedAt: string) =>
      targetCost(pricerFor(table, groq, plan), [sample(500, { startedAt })]).labels.map(
        ({ id }) => id,
      );
    expect(on("2026-12-25T23:00:00Z")).toEqual([]);
    expect(on("2026-12-26T01:00:00Z")).toEqual(["price-old"]);
  });

  test("labels a run that crossed into another price, and what had to be estimated", () => {
    const pricer = pricerFor(table, deepseek, plan);
    const { labels } = targetCost(pricer, [
      sample(1, { startedAt: "2026-11-23T00:59:59Z" }),
      sample(1, { startedAt: "2026-11-23T01:00:01Z" }),
    ]);
    expect(labels).toMatchObject([
      { id: "price-varied", value: 2, text: expect.stringContaining("off-peak, peak") },
    ]);
    const { input: _, ...rest } = aSample().tokens;
    expect(
      targetCost(pricerFor(table, groq, plan), [aSample({ tokens: rest })]).labels,
    ).toMatchObject([{ id: "cost-estimated", value: 1 }]);
  });
});

test("what a run has spent so far is the sum over all targets of what can be priced", () => {
  const pricers = pricersFor(table, { ...plan, targets: [groq, router, local] });
  const tokens = { input: 1000, output: 500, source: "usage" } as const;
  const samples = [groq, groq, router, local].map(({ id }) => aSample({ target: id, tokens }));
  const spentOf = spendingMeter(pricers);
  expect(spentOf([])).toBe(0);
  expect(spentOf(samples.slice(0, 1))).toBeCloseTo(usd(1000, 500), 15);
  expect(spentOf(samples)).toBeCloseTo(2 * usd(1000, 500), 15);
  expect(spentOf(samples)).toBeCloseTo(2 * usd(1000, 500), 15);
});
