import { describe, expect, test } from "bun:test";
import type { ChangeMetric, ChangeVerdict } from "../../src/core/run-comparison.ts";
import { CHANGE_METRICS } from "../../src/core/run-comparison.ts";
import type { Cost, Report } from "../../src/core/report.ts";
import { SERVER_FAULT, TIMEOUT, failing } from "../metrics/made-run.ts";
import { expectClose } from "../statistics/close.ts";
import { aReport } from "../support/builders.ts";
import { changeOf, compared, paced, reportOf } from "./two-runs.ts";
import type { Pace } from "./two-runs.ts";

/** A run of one target at a pace, 20 % noise. */
const noisy = (salt: string, pace: Pace = {}, blocks = 30): Report =>
  reportOf({ groq: paced(salt, { noise: 0.2, ...pace }) }, blocks);

const verdicts = (base: Report, next: Report): Record<ChangeMetric, ChangeVerdict> => {
  const comparison = compared(base, next);
  return Object.fromEntries(
    CHANGE_METRICS.map((metric) => [metric, changeOf(comparison, metric).verdict]),
  ) as Record<ChangeMetric, ChangeVerdict>;
};

const shareOf = (results: readonly boolean[]): number =>
  results.filter(Boolean).length / results.length;

describe("200 seeded pairs of runs of 30, 20 % noise", () => {
  const indices = Array.from({ length: 200 }, (_, index) => index);
  const pairs = indices.map((index) => verdicts(noisy(`base ${index}`), noisy(`new ${index}`)));

  test.each(["ttft", "speed", "e2e", "success"] as const)(
    "%s of one target is a tie in at least 95 %%",
    (metric) => {
      expect(shareOf(pairs.map((one) => one[metric] === "tie"))).toBeGreaterThanOrEqual(0.95);
    },
  );

  test("a target that is 20 % slower in all is found so in at least 90 %", () => {
    const slower = { ttftMs: 240, tokensPerSecond: 500 / 1.2 };
    const found = indices.map((index) =>
      verdicts(noisy(`base ${index}`), noisy(`slower ${index}`, slower)),
    );
    expect(shareOf(found.map(({ ttft }) => ttft === "worse"))).toBeGreaterThanOrEqual(0.9);
    expect(shareOf(found.map(({ speed }) => speed === "worse"))).toBeGreaterThanOrEqual(0.9);
    expect(shareOf(found.map(({ e2e }) => e2e === "worse"))).toBeGreaterThanOrEqual(0.9);
  });
});

describe("what changed", () => {
  const base = reportOf({ groq: paced("base") });

  test("a run compared with itself is a tie throughout, with no change", () => {
    for (const change of compared(base, base).targets[0]!.changes) {
      if (change.metric === "cost") continue;
      expect(change).toMatchObject({ change: 0, verdict: "tie" });
    }
  });

  test("is how much more the new run has, and its verdict knows which way is better", () => {
    const next = reportOf({ groq: paced("next", { ttftMs: 300, tokensPerSecond: 650 }) });
    const comparison = compared(base, next);
    const [ttft, speed] = [changeOf(comparison, "ttft"), changeOf(comparison, "speed")];
    expect(ttft.verdict).toBe("worse");
    expectClose(ttft.change!, 0.5, 0.1);
    expect(ttft.interval![0]).toBeLessThan(0.5);
    expect(ttft.interval![1]).toBeGreaterThan(0.45);
    expect(speed.verdict).toBe("better");
    expectClose(speed.change!, 0.3, 0.15);
    expectClose(speed.base.value!, 500, 0.03);
    expectClose(speed.new.value!, 650, 0.03);
    expect(speed.base.n).toBe(30);
  });

  test("the other way round it is the inverse, with the opposite verdict", () => {
    const next = reportOf({ groq: paced("next", { ttftMs: 300 }) });
    const there = changeOf(compared(base, next), "ttft");
    const back = changeOf(compared(next, base), "ttft");
    expectClose(1 + back.change!, 1 / (1 + there.change!), 1e-9);
    expectClose(1 + back.interval![0]!, 1 / (1 + there.interval![1]!), 1e-9);
    expect([there.verdict, back.verdict]).toEqual(["worse", "better"]);
  });

  test("a change within the margin is a tie, however certain", () => {
    const exact = (ttftMs: number) => reportOf({ groq: paced("same", { ttftMs, noise: 0.001 }) });
    const change = changeOf(compared(exact(200), exact(202)), "ttft");
    expect(change).toMatchObject({ verdict: "tie", margin: 0.02 });
    expect(change.interval![0]).toBeGreaterThan(0.005);
    expect(changeOf(compared(exact(200), exact(210)), "ttft").verdict).toBe("worse");
  });

  test("our own error widens the margin", () => {
    const calibration = {
      parallel: 1,
      requests: 8,
      ttftErrorMs: { p50: 10, p99: 20 },
      chunkErrorMs: { p50: 0.1, p99: 1 },
      timerLatenessMs: { p50: 0, p99: 0 },
      loopStalls: 0,
      verdict: "good",
    } as const;
    const withError = { ...base, calibration };
    expectClose(changeOf(compared(withError, base), "ttft").margin, 0.1, 0.05);
    expect(changeOf(compared(base, withError), "ttft").margin).toBe(
      changeOf(compared(withError, base), "ttft").margin,
    );
  });
});

describe("failures", () => {
  const base = reportOf({ groq: paced("base") });
  const failingAt = (isFailing: (block: number) => boolean, failure = SERVER_FAULT) =>
    reportOf({
      groq: (block) => (isFailing(block) ? failing(failure) : paced("next")(block)),
    });

  test("never make a run faster: half of them lost is a worse run", () => {
    const next = failingAt((block) => block % 2 === 0);
    const comparison = compared(base, next);
    expect(changeOf(comparison, "ttft").verdict).toBe("worse");
    expect(changeOf(comparison, "e2e").verdict).toBe("worse");
    expect(changeOf(comparison, "success")).toMatchObject({ verdict: "worse", change: -0.5 });
  });

  test("of all attempts have no ratio, and are worse", () => {
    const comparison = compared(
      base,
      failingAt(() => true),
    );
    expect(changeOf(comparison, "ttft")).toMatchObject({
      verdict: "worse",
      change: null,
      new: { value: null, n: 30 },
    });
    expect(changeOf(comparison, "success").new.value).toBe(0);
  });

  test("of a few attempts in 30 do not yet make success worse, and say how sure that is", () => {
    const change = changeOf(
      compared(
        base,
        failingAt((block) => block < 2),
      ),
      "success",
    );
    expect(change.verdict).toBe("tie");
    expectClose(change.change!, -2 / 30, 1e-9);
    expect(change.interval![0]).toBeLessThan(-0.2);
  });

  test("by timeout count like others", () => {
    const next = reportOf({
      groq: (block) => (block % 2 === 0 ? failing(TIMEOUT) : paced("next")(block)),
    });
    expect(changeOf(compared(base, next), "ttft").verdict).toBe("worse");
  });

  test("as often in both runs are a tie", () => {
    const third = (block: number): boolean => block % 3 === 0;
    const comparison = compared(failingAt(third), failingAt(third));
    expect(changeOf(comparison, "ttft").verdict).toBe("tie");
    expect(changeOf(comparison, "success").verdict).toBe("tie");
  });
});

describe("no verdict without evidence", () => {
  test("of three attempts a side nothing can be told", () => {
    const few = (salt: string, ttftMs: number) => reportOf({ groq: paced(salt, { ttftMs }) }, 3);
    expect(changeOf(compared(few("a", 200), few("b", 2000)), "ttft")).toMatchObject({
      verdict: "inconclusive",
      reason: "too few attempts (3 and 3) to tell",
    });
  });

  test("of runs as noisy as can be no tie is said", () => {
    const wild = (salt: string) => reportOf({ groq: paced(salt, { noise: 1.5 }) }, 12);
    const change = changeOf(compared(wild("a"), wild("b")), "ttft");
    expect(change.verdict).toBe("inconclusive");
    expect(change.reason).toContain("too noisy");
  });

  test("a report without samples gives none at all", () => {
    const empty = aReport();
    for (const { verdict, reason } of compared(empty, empty).targets[0]!.changes) {
      expect(verdict).toBe("inconclusive");
      expect(reason).toBeString();
    }
  });

  test("a tie says which change would have been seen", () => {
    const change = changeOf(compared(noisy("a"), noisy("b")), "ttft");
    expect(change.detectable).toBeWithin(0.1, 0.25);
  });
});

describe("many targets", () => {
  const ids = Array.from({ length: 12 }, (_, index) => `t${index}`);
  const run = (salt: string) =>
    reportOf(Object.fromEntries(ids.map((id) => [id, paced(`${salt}${id}`, { noise: 0.2 })])));

  test("are tested together: each must show more", () => {
    const alone = changeOf(compared(run("a"), run("a")), "ttft", "t0");
    expect(alone.pAdjusted).toBe(1);
    const comparison = compared(run("a"), run("b"));
    for (const { changes } of comparison.targets) {
      for (const { p, pAdjusted } of changes) {
        if (p !== null) expect(pAdjusted).toBeGreaterThanOrEqual(p);
      }
    }
    expect(comparison.targets.flatMap(({ changes }) => changes)).not.toContainEqual(
      expect.objectContaining({ metric: "ttft", verdict: "worse" }),
    );
  });
});

describe("cost", () => {
  const cost = (tokensPerUsd: number, factor: number): Cost => ({
    usd: 0.01,
    perRequestUsd: 0.001,
    tokensPerUsd,
    tokensPerUsdInterval: [tokensPerUsd / factor, tokensPerUsd * factor],
    estimated: false,
    priceId: "groq/m",
    priceVerifiedAt: "2026-11-20",
    priceSource: "embedded",
  });
  const withCost = (found: Cost | null): Report => {
    const report = reportOf({ groq: paced("base") });
    return { ...report, targets: report.targets.map((target) => ({ ...target, cost: found })) };
  };

  test("half the price is cheaper, by half", () => {
    const change = changeOf(compared(withCost(cost(1e6, 1.02)), withCost(cost(2e6, 1.02))), "cost");
    expect(change.verdict).toBe("better");
    expectClose(change.change!, -0.5, 1e-9);
    expectClose(change.base.value!, 1e-6, 1e-9);
  });

  test.each([
    [null, "not known"],
    [{ ...cost(1e6, 1.02), usd: 0 }, "cost nothing"],
  ] as const)("%# without a price there is no verdict", (found, why) => {
    const { tokensPerUsd: _, ...free } = found ?? cost(1, 1);
    const next = found === null ? null : free;
    expect(changeOf(compared(withCost(cost(1e6, 1.02)), withCost(next)), "cost")).toMatchObject({
      verdict: "inconclusive",
      reason: expect.stringContaining(why),
    });
  });
});
