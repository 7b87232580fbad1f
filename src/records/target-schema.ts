import { z } from "zod";
import { FAILURE_KINDS } from "../core/failure.ts";
import { CATEGORIES, METRICS } from "../core/report.ts";
import type { Comparison, Distribution, Label, TargetReport } from "../core/report.ts";
import { contractOf } from "./contract.ts";
import { serverTimingsSchema, tokenSource } from "./sample-schema.ts";
import { count, dollars, interval, milliseconds, share, sizeName } from "./schema-values.ts";

const category = z.enum(CATEGORIES);

export const labelSchema = contractOf<Label>()(
  z
    .strictObject({
      id: z.string(),
      effect: z.enum(["void", "warn", "inform"]),
      text: z.string(),
      value: z.number().exactOptional(),
    })
    .meta({ id: "Label", description: "something a reader must know about a number" }),
);

const distribution = contractOf<Distribution>()(
  z
    .strictObject({
      n: count,
      nEffective: count,
      mean: z.number().exactOptional(),
      stddev: z.number().exactOptional(),
      min: z.number().exactOptional(),
      max: z.number().exactOptional(),
      p50: z.number().nullable(),
      p50Above: z.number().exactOptional(),
      p50Interval: interval.exactOptional(),
      p95: z.number().nullable(),
      p95Above: z.number().exactOptional(),
      p95Interval: interval.exactOptional(),
      p95Bounded: z.boolean(),
      p99: z.number().exactOptional(),
      givenSuccess: z.strictObject({ n: count, p50: z.number(), p95: z.number() }).exactOptional(),
    })
    .meta({
      id: "Distribution",
      description:
        "milliseconds, or tokens per second for outputSpeed; quantiles over all attempts, null where a timeout or a failure lies",
    }),
);

const cost = z
  .strictObject({
    usd: dollars,
    perRequestUsd: dollars,
    tokensPerUsd: z.number().exactOptional(),
    tokensPerUsdInterval: interval.exactOptional(),
    estimated: z.boolean(),
    reportedUsd: dollars.exactOptional(),
    priceId: z.string(),
    priceVerifiedAt: z.string(),
    priceSource: z.string(),
    priceHash: z.string().exactOptional(),
    monthly: z.strictObject({ tokensPerDay: z.number(), usd: dollars }).exactOptional(),
  })
  .meta({ id: "Cost" });

/** What one target did with prompts of one size. */
export const targetSchema = contractOf<TargetReport>()(
  z
    .strictObject({
      id: z.string(),
      provider: z.string(),
      model: z.string(),
      size: sizeName,
      answeredModel: z.string().exactOptional(),
      attempts: z.strictObject({
        total: count,
        ok: count,
        failed: count,
        byKind: z.partialRecord(z.enum(FAILURE_KINDS), count),
        repeated: count
          .meta({
            description:
              "successes that a stall of the client spoiled and that were made again; counted nowhere else",
          })
          .exactOptional(),
        excluded: z.partialRecord(
          z.enum(["stall", "cached", "model", "cold", "compressed"]),
          count,
        ),
        retries: count,
        successInterval: interval.exactOptional(),
      }),
      warmup: z.strictObject({
        total: count,
        ok: count,
        ttftMs: milliseconds.exactOptional(),
      }),
      metrics: z.partialRecord(z.enum(METRICS), distribution),
      tokens: z.strictObject({
        input: count.exactOptional(),
        output: count.exactOptional(),
        reasoning: count.exactOptional(),
        cached: count.exactOptional(),
        source: tokenSource.exactOptional(),
      }),
      serverTimings: serverTimingsSchema.exactOptional(),
      cache: z
        .strictObject({
          hitShare: share.exactOptional(),
          ttftHitMs: milliseconds.exactOptional(),
          ttftMissMs: milliseconds.exactOptional(),
        })
        .exactOptional(),
      cost: cost.nullable(),
      ranks: z.partialRecord(category, z.strictObject({ from: count, to: count })),
      crowns: z.array(category).readonly(),
      labels: z.array(labelSchema).readonly(),
    })
    .meta({ id: "TargetReport", description: "one target at one size" }),
);

/** Two targets of one size in one category. */
export const comparisonSchema = contractOf<Comparison>()(
  z
    .strictObject({
      category,
      size: sizeName,
      a: z.string(),
      b: z.string(),
      blocks: count,
      ratio: z.number().meta({ description: "how many times better `a` is" }),
      interval: interval.nullable(),
      p: share,
      pAdjusted: share,
      verdict: z.enum(["better", "worse", "tie"]),
      margin: z.number(),
      detectable: z.number().exactOptional(),
      moreBlocks: z.number().exactOptional(),
    })
    .meta({ id: "Comparison" }),
);
