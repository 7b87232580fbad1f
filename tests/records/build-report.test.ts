import { describe, expect, test } from "bun:test";
import { randomFor } from "../../src/core/random.ts";
import type { Report } from "../../src/core/report.ts";
import type { Sample } from "../../src/core/sample.ts";
import { buildReport } from "../../src/records/build-report.ts";
import type { Circumstances } from "../../src/records/build-report.ts";
import {
  RATE_LIMIT,
  SERVER_FAULT,
  TIMEOUT,
  aRun,
  answering,
  failing,
  jitter,
} from "../metrics/made-run.ts";

const CIRCUMSTANCES: Circumstances = {
  tool: { name: "speed-kings", version: "0.1.0", revision: "source", bun: "1.4.5" },
  environment: { os: "linux", arch: "x64", cpu: "cpu", cores: 2 },
  startedAt: "2026-11-24T05:31:00.000Z",
  endedAt: "2026-11-24T05:36:00.000Z",
  stopReason: "complete",
  simulated: false,
};

/** A run in which a bit of everything went wrong. */
const { plan, samples } = aRun(
  {
    steady: (block) => answering(200 * jitter(block, 1), 400 * jitter(block, 2)),
    shaky: (block) =>
      [failing(TIMEOUT), failing(SERVER_FAULT)][block % 9] ??
      answering(150 * jitter(block, 3), 500 * jitter(block, 4)),
    limited: (block) =>
      block === 7
        ? [failing(RATE_LIMIT), { ...answering(400, 300), requeued: true }]
        : answering(400 * jitter(block, 5), 300),
    refused: () => failing({ kind: "http", status: 401, message: "bad key" }),
  },
  60,
);
const warmups: readonly Sample[] = plan.targets.flatMap(({ id }) =>
  [900, 700].map((ttftMs, block): Sample => ({
    ...samples[0]!,
    ...answering(ttftMs, 400),
    target: id,
    phase: "warmup",
    block,
  })),
);
const all = [...warmups, ...samples];
const report = buildReport(plan, all, CIRCUMSTANCES);

const without = (full: Report): Report => ({ ...full, samples: [] });

describe("a report", () => {
  test("survives being saved: JSON holds all of it", () => {
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  });

  test("is the same again from what was saved", () => {
    const saved: Report = JSON.parse(JSON.stringify(report));
    expect(buildReport(saved.plan, saved.samples, { ...CIRCUMSTANCES, ...saved })).toEqual(report);
  });

  test("does not depend on the order in which samples were recorded", () => {
    const shuffled = randomFor(1, "order").shuffle(all);
    expect(without(buildReport(plan, shuffled, CIRCUMSTANCES))).toEqual(without(report));
  });

  test("counts every attempt once: ok and failed by kind, and requeued ones as well", () => {
    const counts = report.targets.map(({ attempts }) => attempts);
    for (const { total, ok, failed, byKind } of counts) {
      expect(ok + failed).toBe(total);
      expect(Object.values(byKind).reduce((sum, count) => sum + count, 0)).toBe(failed);
    }
    expect(counts.map(({ total }) => total)).toEqual([60, 60, 61, 60]);
  });

  test("keeps warm-ups apart, with what they took", () => {
    expect(report.targets[0]?.warmup).toEqual({ total: 2, ok: 2, ttftMs: 800 });
    expect(report.targets[0]?.metrics.ttftMs?.n).toBe(60);
  });

  test("has an entry for every target and size, measured or not", () => {
    const none = buildReport(plan, [], { ...CIRCUMSTANCES, stopReason: "interrupted" });
    expect(none.interrupted).toBe(true);
    expect(none.targets.map(({ id }) => id)).toEqual(["steady", "shaky", "limited", "refused"]);
    expect(none.targets[0]).toMatchObject({ metrics: {}, ranks: {}, crowns: [], cost: null });
    expect(none.targets[0]?.labels[0]).toMatchObject({ id: "no-valid-result", effect: "void" });
    expect(none.comparisons).toEqual([]);
  });

  test("ranks who can be ranked, and a label of each other one says why it is not", () => {
    for (const { ranks, labels } of report.targets) {
      const isRanked = Object.keys(ranks).length > 0;
      expect(isRanked || labels.some(({ effect }) => effect === "void")).toBe(true);
    }
    expect(report.targets.map(({ ranks }) => ranks.ttft)).toEqual([
      { from: 1, to: 1 },
      undefined,
      { from: 2, to: 2 },
      undefined,
    ]);
    expect(report.comparisons.map(({ a, b }) => `${a}/${b}`)).toEqual(
      Array.from({ length: 3 }, () => "steady/limited"),
    );
  });

  test("passes on what was found out beside the race", () => {
    const network = [{ target: "steady", tcpMs: 12 }];
    const calibration = {
      parallel: 4,
      requests: 20,
      ttftErrorMs: { p50: 0.4, p99: 0.8 },
      chunkErrorMs: { p50: 0.1, p99: 0.3 },
      timerLatenessMs: { p50: 0.1, p99: 0.5 },
      loopStalls: 0,
      verdict: "good",
    } as const;
    const found = buildReport(plan, all, { ...CIRCUMSTANCES, network, calibration });
    expect(found).toMatchObject({ methodVersion: "1.0", network, calibration });
    expect(found.labels.map(({ id }) => id)).not.toContain("uncalibrated");
    expect(report).not.toHaveProperty("calibration");
  });
});
