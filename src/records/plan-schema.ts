import { z } from "zod";
import type { Plan } from "../core/plan.ts";
import { contractOf } from "./contract.ts";
import { count, dollars, milliseconds, sizeName } from "./schema-values.ts";

const target = z
  .strictObject({
    id: z.string().meta({ description: "unique in the run" }),
    provider: z.string(),
    model: z.string(),
    origin: z.string().meta({ description: "scheme, host and port" }),
  })
  .meta({ id: "Target" });

const workloadSize = z
  .strictObject({
    size: sizeName,
    inputTokens: count.meta({ description: "about; by o200k_base" }),
    maxOutputTokens: count.meta({ description: "the cap sent with each request" }),
  })
  .meta({ id: "WorkloadSize" });

/** Everything needed to repeat a run. */
export const planSchema = contractOf<Plan>()(
  z
    .strictObject({
      seed: z.int(),
      targets: z.array(target).readonly(),
      sizes: z.array(workloadSize).readonly(),
      workloadHash: z.string().meta({ description: "SHA-256 of the prompts" }),
      iterations: count.meta({ description: "blocks per size; one request to every target each" }),
      warmup: count.meta({ description: "per target and size, before the measured ones" }),
      concurrency: count.meta({ description: "requests in flight per target" }),
      serial: z.boolean(),
      staggerMs: milliseconds,
      gapMs: z.tuple([z.number(), z.number()]).readonly(),
      limits: z.strictObject({
        headersMs: milliseconds,
        lateHeadersMs: milliseconds
          .meta({ description: "for a server that may send its headers only with the first token" })
          .exactOptional(),
        firstTokenMs: milliseconds,
        idleMs: milliseconds,
        totalMs: milliseconds,
      }),
      retries: count,
      cache: z.enum(["off", "warm"]),
      connections: z.enum(["warm", "cold"]),
      maxTimeMs: milliseconds,
      maxCostUsd: dollars.exactOptional(),
      precision: z.number().exactOptional(),
      rankBy: z.enum(["speed", "ttft", "e2e", "value"]),
      temperature: z.number(),
    })
    .meta({ id: "Plan", description: "everything needed to repeat the run; never a key" }),
);
