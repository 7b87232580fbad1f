import { describe, expect, test } from "bun:test";
import type { Report, TargetReport } from "../../src/core/report.ts";
import type { Sample } from "../../src/core/sample.ts";
import type { GateResult } from "../../src/core/gate-result.ts";
import { areMissed, judgeGates } from "../../src/gates/judge-gates.ts";
import { parseGates } from "../../src/gates/parse-gate.ts";
import { duration } from "../../src/text/quantity.ts";
import { compared, paced, reportOf } from "../compare/two-runs.ts";
import { RATE_LIMIT, SERVER_FAULT, TIMEOUT, failing } from "../metrics/made-run.ts";
import { aDistribution, aReport, aTargetReport } from "../support/builders.ts";

const judge = (report: Report, ...texts: string[]): readonly GateResult[] =>
  judgeGates(parseGates(texts), report);

const outcome = (report: Report, text: string): GateResult["outcome"] | undefined =>
  judge(report, text)[0]?.outcome;

/** TTFT of 200 ms with a P50 in [190, 210] and a P95 in [240, 300]. */
const report = aReport({
  targets: [
    aTargetReport("groq", {
      metrics: {
        ttftMs: aDistribution(200, { p50Interval: [190, 210], p95: 260, p95Interval: [240, 300] }),
        outputSpeed: aDistribution(300, { p50Interval: [290, 310] }),
      },
      attempts: {
        total: 100,
        ok: 98,
        failed: 2,
        byKind: {},
        excluded: {},
        retries: 0,
        successInterval: [0.93, 0.9976],
      },
    }),
  ],
});

describe("the interval decides, not the point", () => {
  test.each([
    ["ttft > 180ms", "missed"],
    ["ttft > 190ms", "inconclusive"],
    ["ttft > 199ms", "inconclusive"],
    ["ttft > 201ms", "inconclusive"],
    ["ttft > 210ms", "passed"],
    ["ttft >= 190ms", "missed"],
    ["ttft >= 210ms", "inconclusive"],
    ["ttft < 220ms", "missed"],
    ["ttft < 210ms", "inconclusive"],
    ["ttft < 190ms", "passed"],
    ["ttft <= 210ms", "missed"],
    ["ttft.p95 > 230ms", "missed"],
    ["ttft.p95 > 260ms", "inconclusive"],
    ["ttft.p95 > 400ms", "passed"],
    ["groq.outputSpeed.p50 < 300", "inconclusive"],
    ["groq.outputSpeed.p50 < 320", "missed"],
    ["success < 90%", "passed"],
    ["success < 99%", "inconclusive"],
    ["success < 99.9%", "missed"],
  ] as const)("%s: %s", (text, expected) => {
    expect(outcome(report, text)).toBe(expected);
  });

  test("and is in the reason", () => {
    expect(judge(report, "ttft.p95 > 230ms")).toEqual([
      {
        gate: "ttft.p95 > 230ms",
        target: "groq",
        size: "medium",
        outcome: "missed",
        reason: "260 ms (95 %: 240 ms to 300 ms)",
      },
    ]);
    expect(judge(report, "success < 99%")[0]?.reason).toBe("95 %: 93.0 % to 99.8 %");
  });
});

describe("which targets a gate is about", () => {
  const two = aReport({
    targets: [aTargetReport("a"), aTargetReport("b"), aTargetReport("b", { size: "short" })],
  });
  const places = (text: string): string[] =>
    judge(two, text).map(({ target, size }) => `${target} ${size}`);

  test("every one, unless it names one", () => {
    expect(places("e2e > 1s")).toEqual(["a medium", "b medium", "b short"]);
    expect(places("b.e2e > 1s")).toEqual(["b medium", "b short"]);
    expect(places("short.e2e > 1s")).toEqual(["b short"]);
    expect(places("a.medium.e2e > 1s")).toEqual(["a medium"]);
  });

  test("one that is not there is inconclusive, with a reason", () => {
    expect(judge(two, "c.e2e > 1s")).toMatchObject([
      { outcome: "inconclusive", reason: expect.stringContaining("nothing in this run") },
    ]);
  });
});

describe("quantiles that the report bounds in no interval are reckoned from the samples", () => {
  test("so few attempts can show that a P95 is above something, and not that it is below", () => {
    const short = reportOf({ groq: paced("short") }, 20);
    expect(outcome(short, "ttft.p95 > 100ms")).toBe("missed");
    expect(outcome(short, "ttft.p95 > 900ms")).toBe("inconclusive");
    expect(judge(short, "ttft.p95 > 900ms")[0]?.reason).toMatch(
      /^\d+ ms \(95 %: at least \d+ ms\)$/,
    );
    const long = reportOf({ groq: paced("long") }, 200);
    expect(outcome(long, "ttft.p95 > 900ms")).toBe("passed");
  });

  test("any percentile", () => {
    const long = reportOf({ groq: paced("long") }, 100);
    expect(outcome(long, "ttft.p90 > 900ms")).toBe("passed");
    expect(outcome(long, "ttft.p10 > 100ms")).toBe("missed");
    expect(outcome(long, "icl.p95 > 1s")).toBe("passed");
  });

  test("without samples nothing is known", () => {
    expect(judge({ ...report, samples: [] }, "ttft.p90 > 1ms")).toMatchObject([
      { outcome: "inconclusive", reason: expect.stringContaining("no samples") },
    ]);
  });

  test.each([
    ["ttft", "ttftMs", "p50"],
    ["ttft.p95", "ttftMs", "p95"],
    ["icl", "iclMs", "p50"],
  ] as const)(
    "the value of %s is that of the report: for even n a P50 is the mean of two",
    (gate, metric, quantile) => {
      const few = reportOf({ groq: paced("few", { noise: 0.5 }) }, 4);
      const value = few.targets[0]?.metrics[metric]?.[quantile] ?? Number.NaN;
      expect(judge(few, `${gate} > 1ms`)[0]?.reason).toStartWith(`${duration(value)} (95 %`);
    },
  );

  test("four attempts say nothing at all", () => {
    const few = reportOf({ groq: paced("few") }, 4);
    expect(judge(few, "ttft > 1ms")[0]?.reason).toContain("too few attempts to say");
  });
});

describe("the share of successes", () => {
  const reason = (make: (block: number) => Partial<Sample>): string | undefined =>
    judge(reportOf({ groq: make }, 10), "success < 99%")[0]?.reason;

  test("is one of the provider's attempts, as its interval is: rate limits are in neither", () => {
    const limited = (block: number) =>
      block < 5 ? failing(RATE_LIMIT) : block < 6 ? failing(SERVER_FAULT) : paced("ok")(block);
    // Clopper–Pearson for 4 of 5, from R's binom.test: 0.2835821 to 0.9949492.
    expect(reason(limited)).toBe("80.0 % (95 %: 28.4 % to 99.5 %)");
  });

  test("is unknown where all were rate limited", () => {
    expect(reason(() => failing(RATE_LIMIT))).toBe("unknown: no attempt tells");
  });
});

describe("failing is never fast", () => {
  test.each([
    ["errors", SERVER_FAULT],
    ["timeouts", TIMEOUT],
  ] as const)("a target of which most attempts are %s misses a gate for its TTFT", (_, failure) => {
    const bad = reportOf(
      { groq: (block) => (block % 4 === 0 ? paced("good")(block) : failing(failure)) },
      40,
    );
    expect(outcome(bad, "ttft > 10s")).toBe("missed");
    expect(outcome(bad, "ttft < 10s")).toBe("passed");
    expect(outcome(bad, "success < 99%")).toBe("missed");
  });

  test.each([
    ["ttft > 10s", "half"],
    ["ttft.p95 > 10s", "5 %"],
    ["ttft.p99.9 > 10s", "0.1 %"],
  ])("%s says that more than %s failed", (text, share) => {
    const bad = reportOf({ groq: () => failing(SERVER_FAULT) }, 100);
    expect(judge(bad, text)[0]?.reason).toInclude(`more than ${share} of the attempts failed`);
  });

  test("a metric that nobody has is unknown", () => {
    const none = aReport({ targets: [aTargetReport("x", { metrics: {} })] });
    expect(judge(none, "ttft > 1ms")).toMatchObject([
      { outcome: "inconclusive", reason: "unknown: there is no value" },
    ]);
  });
});

describe("money", () => {
  const cost = (usd: number): TargetReport["cost"] => ({
    usd,
    perRequestUsd: usd / 100,
    tokensPerUsd: 2e6,
    tokensPerUsdInterval: [1.9e6, 2.1e6],
    estimated: false,
    priceId: "p/m",
    priceVerifiedAt: "2026-11-20",
    priceSource: "embedded",
  });
  const run = (...costs: TargetReport["cost"][]): Report =>
    aReport({ targets: costs.map((one, index) => aTargetReport(`t${index}`, { cost: one })) });

  test("cost is that of the whole run, or of the target that is named", () => {
    const paid = run(cost(0.06), cost(0.07));
    expect(judge(paid, "cost > $0.10")).toEqual([
      { gate: "cost > $0.10", outcome: "missed", reason: "$0.13" },
    ]);
    expect(outcome(paid, "t0.cost > $0.10")).toBe("passed");
  });

  test("a price that is not known can be too much and never little enough", () => {
    expect(outcome(run(cost(0.2), null), "cost > $0.10")).toBe("missed");
    expect(judge(run(cost(0.05), null), "cost > $0.10")).toMatchObject([
      { outcome: "inconclusive", reason: "at least $0.05" },
    ]);
    expect(judge(run(null), "cost > $0.10")[0]?.reason).toBe("unknown: no price is known");
  });

  test("tokens per dollar have an interval", () => {
    expect(outcome(run(cost(1)), "value < 1.5M")).toBe("passed");
    expect(outcome(run(cost(1)), "value < 2M")).toBe("inconclusive");
    expect(outcome(run(cost(1)), "value < 3M")).toBe("missed");
  });

  test.each([
    [100, 0, "unknown: no value, as nothing was paid"],
    [100, 0.01, "unknown: no value, as no output tokens were counted"],
    [0, 0, "unknown: no value, as no attempt was answered"],
  ])(
    "without tokens per dollar (%d answers at $%d) no gate is missed or passed",
    (ok, usd, why) => {
      const { tokensPerUsd: _, tokensPerUsdInterval: __, ...bare } = cost(usd)!;
      const attempts = { ...aTargetReport("t").attempts, total: 100, ok, failed: 100 - ok };
      const bad = aReport({ targets: [aTargetReport("t", { cost: bare, attempts })] });
      for (const gate of ["value > 1", "value < 1k"]) {
        expect(judge(bad, gate)).toMatchObject([{ outcome: "inconclusive", reason: why }]);
      }
    },
  );
});

describe("two runs", () => {
  const base = reportOf({ groq: paced("base") });
  const next = reportOf({ groq: paced("next", { ttftMs: 240 }) });
  const results = (text: string, newer = next) =>
    judgeGates(parseGates([text]), newer, compared(base, newer));

  test.each([
    ["compare.ttft > +5%", "missed"],
    ["compare.ttft > +20%", "inconclusive"],
    ["compare.ttft > +50%", "passed"],
    ["compare.speed < -20%", "passed"],
    ["compare.success < -50%", "passed"],
    ["groq.compare.ttft > +5%", "missed"],
  ] as const)("%s: %s", (text, expected) => {
    expect(results(text)[0]?.outcome).toBe(expected);
  });

  test("what may not be compared is inconclusive, with the reason", () => {
    expect(results("compare.ttft > +5%", { ...next, simulated: true })).toMatchObject([
      { outcome: "inconclusive", reason: expect.stringContaining("simulated") },
    ]);
  });

  test("a run that only fails is worse than any limit", () => {
    const failed = reportOf({ groq: () => failing(SERVER_FAULT) });
    expect(results("compare.ttft > +900%", failed)[0]?.outcome).toBe("missed");
  });

  test("without another run the gate is inconclusive", () => {
    expect(outcome(next, "compare.ttft > +5%")).toBe("inconclusive");
  });
});

test("the program fails for a missed gate, and with --strict for an undecided one", () => {
  const missed = judge(report, "ttft > 1ms");
  const undecided = judge(report, "ttft > 200ms");
  const passed = judge(report, "ttft > 1s");
  expect([missed, undecided, passed].map((one) => areMissed(one, false))).toEqual([
    true,
    false,
    false,
  ]);
  expect([missed, undecided, passed].map((one) => areMissed(one, true))).toEqual([
    true,
    true,
    false,
  ]);
  expect(areMissed([], true)).toBe(false);
});
