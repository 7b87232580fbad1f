import type { Plan, Target } from "../../src/core/plan.ts";
import { aPlan as aPlanOfGroq, aTarget as aProvider } from "./builders.ts";

/** A target whose host tells a scripted server which one is meant. */
export const aTarget = (id: string, fields: Partial<Target> = {}): Target =>
  aProvider(id, {
    provider: "openai-compatible",
    model: "m",
    origin: `http://${id}.test`,
    ...fields,
  });

/** A plan of two targets that runs at once and repeats exactly. */
export const aPlan = (fields: Partial<Plan> = {}): Plan =>
  aPlanOfGroq({
    seed: 1,
    targets: [aTarget("a"), aTarget("b")],
    sizes: [{ size: "short", inputTokens: 100, maxOutputTokens: 128 }],
    workloadHash: "test",
    iterations: 5,
    limits: { headersMs: 10_000, firstTokenMs: 60_000, idleMs: 30_000, totalMs: 300_000 },
    maxTimeMs: 3_600_000,
    ...fields,
  });
