import type { Distribution, Report, TargetReport } from "../../src/core/report.ts";
import type { Plan, Target } from "../../src/core/plan.ts";
import type { ReadRow, Sample } from "../../src/core/sample.ts";

/** A distribution around `p50`, consistent enough for a page. */
export const aDistribution = (
  p50: number,
  overrides: Partial<Distribution> = {},
): Distribution => ({
  n: 100,
  nEffective: 100,
  mean: p50 * 1.02,
  stddev: p50 * 0.08,
  min: p50 * 0.9,
  max: p50 * 1.5,
  p50,
  p95: p50 * 1.25,
  p95Bounded: true,
  ...overrides,
});

export const aTarget = (id: string, overrides: Partial<Target> = {}): Target => ({
  id,
  provider: id,
  model: "llama-3.3-70b",
  origin: `https://api.${id}.example`,
  ...overrides,
});

export const aPlan = (overrides: Partial<Plan> = {}): Plan => ({
  seed: 42,
  targets: [aTarget("groq")],
  sizes: [{ size: "medium", inputTokens: 1000, maxOutputTokens: 512 }],
  workloadHash: "0".repeat(64),
  iterations: 30,
  warmup: 1,
  concurrency: 1,
  serial: false,
  staggerMs: 250,
  gapMs: [250, 750],
  limits: { headersMs: 30_000, firstTokenMs: 60_000, idleMs: 30_000, totalMs: 120_000 },
  maxTimeMs: 300_000,
  retries: 0,
  cache: "off",
  connections: "warm",
  rankBy: "speed",
  temperature: 0,
  ...overrides,
});

/** Ten reads of four characters, every 40 ms from 200 ms on. */
const READS: readonly ReadRow[] = Array.from({ length: 10 }, (_, index): ReadRow => [
  200 + index * 40,
  291,
  1,
  4,
  0,
  0,
]);

export const aSample = (overrides: Partial<Sample> = {}): Sample => ({
  target: "groq",
  phase: "measured",
  size: "medium",
  block: 0,
  order: 0,
  attempt: 1,
  prompt: "medium/0",
  startedAt: "2026-11-24T05:31:00.000Z",
  status: "ok",
  connection: "warm",
  httpStatus: 200,
  headersMs: 180,
  firstEventMs: 200,
  ttftMs: 200,
  ttfatMs: 200,
  lastTokenMs: 560,
  endMs: 561,
  reads: READS,
  tokens: { input: 1000, output: 100, source: "usage" },
  finishReason: "length",
  ...overrides,
});

export const aTargetReport = (
  id = "groq",
  overrides: Partial<TargetReport> = {},
): TargetReport => ({
  id,
  provider: id,
  model: "llama-3.3-70b",
  size: "medium",
  attempts: { total: 100, ok: 100, failed: 0, byKind: {}, excluded: {}, retries: 0 },
  cost: null,
  ranks: {},
  crowns: [],
  warmup: { total: 1, ok: 1 },
  metrics: {
    headersMs: aDistribution(150),
    firstEventMs: aDistribution(180),
    ttftMs: aDistribution(182),
    ttfatMs: aDistribution(182),
    outputSpeed: aDistribution(310.4),
    tpotMs: aDistribution(3.2),
    iclMs: aDistribution(3.1),
    e2eMs: aDistribution(1830),
  },
  tokens: { input: 100_000, output: 51_200, source: "usage" },
  labels: [],
  ...overrides,
});

/** A complete run; the plan's targets follow `targets` unless a plan is given. */
export function aReport(overrides: Partial<Report> = {}): Report {
  const targets = overrides.targets ?? [aTargetReport()];
  return {
    schemaVersion: 1,
    methodVersion: "1.0",
    network: [],
    comparisons: [],
    labels: [],
    tool: { name: "speed-kings", version: "0.1.0", revision: "unknown", bun: "1.4.5" },
    startedAt: "2026-11-24T05:31:00.000Z",
    endedAt: "2026-11-24T05:36:00.000Z",
    interrupted: false,
    stopReason: "complete",
    simulated: false,
    environment: { os: "linux", arch: "x64", cpu: "AMD EPYC", cores: 2 },
    tokenBasis: "native",
    plan: aPlan({
      targets: targets.map(({ id, model, provider }) => aTarget(id, { model, provider })),
    }),
    targets,
    samples: [],
    ...overrides,
  };
}
