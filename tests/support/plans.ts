import type { Plan, Target } from "../../src/core/plan.ts";

export const aTarget = (id: string, fields: Partial<Target> = {}): Target => ({
  id,
  provider: "openai-compatible",
  model: "m",
  origin: `http://${id}.test`,
  ...fields,
});

/** A plan of two targets that runs at once and repeats exactly. */
export const aPlan = (fields: Partial<Plan> = {}): Plan => ({
  seed: 1,
  targets: [aTarget("a"), aTarget("b")],
  sizes: [{ size: "short", inputTokens: 100, maxOutputTokens: 128 }],
  workloadHash: "test",
  iterations: 5,
  warmup: 1,
  concurrency: 1,
  serial: false,
  staggerMs: 250,
  gapMs: [250, 750],
  limits: { headersMs: 10_000, firstTokenMs: 60_000, idleMs: 30_000, totalMs: 300_000 },
  retries: 0,
  cache: "off",
  connections: "warm",
  maxTimeMs: 3_600_000,
  rankBy: "speed",
  temperature: 0,
  ...fields,
});
