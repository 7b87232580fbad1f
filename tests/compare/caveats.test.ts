import { describe, expect, test } from "bun:test";
import type { Plan } from "../../src/core/plan.ts";
import type { Report } from "../../src/core/report.ts";
import type { Caveat } from "../../src/core/run-comparison.ts";
import { answering } from "../metrics/made-run.ts";
import { changeOf, compared, paced, reportOf } from "./two-runs.ts";

const base = reportOf({ groq: paced("base") });

const withPlan = (plan: Partial<Plan>): Report => ({ ...base, plan: { ...base.plan, ...plan } });
const caveatsOf = (next: Report, first = base): readonly Caveat[] => compared(first, next).caveats;
const idsOf = (next: Report, first = base): string[] => caveatsOf(next, first).map(({ id }) => id);

test("two runs of one kind have none", () => {
  expect(caveatsOf(reportOf({ groq: paced("next") }))).toEqual([]);
});

const noted: readonly (readonly [id: string, effect: Caveat["effect"], Report])[] = [
  ["workload-differs", "warn", withPlan({ workloadHash: "1".repeat(64) })],
  ["machine-differs", "warn", { ...base, environment: { ...base.environment, cpu: "another" } }],
  ["concurrency-differs", "warn", withPlan({ concurrency: 8 })],
  ["order-differs", "warn", withPlan({ serial: true })],
  ["cache-differs", "warn", withPlan({ cache: "warm" })],
  ["connections-differ", "warn", withPlan({ connections: "cold" })],
  ["temperature-differs", "warn", withPlan({ temperature: 1 })],
  ["limits-differ", "warn", withPlan({ limits: { ...base.plan.limits, totalMs: 1 } })],
  ["ended-early", "warn", { ...base, stopReason: "max-time" }],
  ["method-differs", "warn", { ...base, methodVersion: "1.7" }],
  ["tool-differs", "inform", { ...base, tool: { ...base.tool, version: "9.9.9" } }],
  ["tokens-differ", "inform", { ...base, tokenBasis: "o200k" }],
];

describe("what differs is said, and leaves the verdict", () => {
  test.each(noted)("%s", (id, effect, next) => {
    const found = caveatsOf(next);
    expect(found.map((caveat) => caveat.id)).toContain(id);
    expect(found.find((caveat) => caveat.id === id)?.effect).toBe(effect);
    expect(changeOf(compared(base, next), "ttft").verdict).toBe("tie");
  });
});

const saturated = {
  parallel: 1,
  requests: 1,
  ttftErrorMs: { p50: 0, p99: 0 },
  chunkErrorMs: { p50: 0, p99: 0 },
  timerLatenessMs: { p50: 0, p99: 0 },
  loopStalls: 0,
  verdict: "saturated",
} as const;

const voided: readonly (readonly [id: string, Report])[] = [
  ["simulated-differs", { ...base, simulated: true }],
  ["method-differs", { ...base, methodVersion: "2.0" }],
  ["client-saturated", { ...base, calibration: saturated }],
  [
    "input-differs",
    withPlan({ sizes: [{ size: "short", inputTokens: 500, maxOutputTokens: 128 }] }),
  ],
];

describe("what is not the same quantity has no verdict", () => {
  test.each(voided)("%s", (id, next) => {
    expect(idsOf(next)).toContain(id);
    for (const change of compared(base, next).targets[0]!.changes) {
      expect(change).toMatchObject({ verdict: "inconclusive", interval: null, p: null });
    }
  });

  test("other prompts of the user's own are void, as they may be of any length", () => {
    const own = (hash: string): Report => {
      const report = reportOf({ groq: paced("own") });
      const file = { size: "file", inputTokens: 100, maxOutputTokens: 128 } as const;
      return {
        ...report,
        plan: { ...report.plan, sizes: [file], workloadHash: hash },
        targets: report.targets.map((target) => ({ ...target, size: "file" })),
        samples: report.samples.map((sample) => ({ ...sample, size: "file" })),
      };
    };
    expect(changeOf(compared(own("a"), own("b")), "ttft").verdict).toBe("inconclusive");
    expect(changeOf(compared(own("a"), own("a")), "ttft").verdict).toBe("tie");
  });

  test("another cap takes E2E and cost away, and leaves TTFT", () => {
    const next = withPlan({ sizes: [{ size: "short", inputTokens: 100, maxOutputTokens: 512 }] });
    const comparison = compared(base, next);
    expect(comparison.caveats[0]).toMatchObject({
      id: "cap-differs",
      target: "groq",
      size: "short",
    });
    expect(changeOf(comparison, "e2e").verdict).toBe("inconclusive");
    expect(changeOf(comparison, "ttft").verdict).toBe("tie");
  });

  test("answers of other lengths that ended by themselves take E2E away", () => {
    const ofLength = (output: number) =>
      reportOf({
        groq: (block) => ({
          ...answering(200 + block, 500),
          tokens: { input: 100, output, source: "usage" },
          finishReason: "stop",
        }),
      });
    const comparison = compared(ofLength(128), ofLength(160));
    expect(comparison.caveats.map(({ id }) => id)).toEqual(["length-differs"]);
    expect(changeOf(comparison, "e2e")).toMatchObject({ verdict: "inconclusive" });
    expect(changeOf(comparison, "ttft").verdict).toBe("tie");
  });
});

test("another endpoint and another model are said of the target", () => {
  const [target] = base.plan.targets;
  const moved = withPlan({ targets: [{ ...target!, origin: "https://eu.groq.example" }] });
  expect(idsOf(moved)).toEqual(["endpoint-differs"]);
  const other = {
    ...base,
    targets: base.targets.map((one) => ({ ...one, model: "llama-9", answeredModel: "llama-9" })),
  };
  expect(idsOf(other)).toContain("model-differs");
});

test("the ports of simulated providers are no difference", () => {
  const simulated = (origin: string): Report => ({
    ...base,
    simulated: true,
    plan: { ...base.plan, targets: [{ ...base.plan.targets[0]!, origin }] },
  });
  expect(idsOf(simulated("http://127.0.0.1:2"), simulated("http://127.0.0.1:1"))).toEqual([]);
});

test("the worst comes first", () => {
  const next = {
    ...base,
    simulated: true,
    tool: { ...base.tool, version: "9" },
    methodVersion: "1.1",
  };
  expect(caveatsOf(next).map(({ effect }) => effect)).toEqual(["void", "warn", "inform"]);
});
