import { z } from "zod";
import type { Report } from "../core/report.ts";
import { contractOf } from "./contract.ts";
import { planSchema } from "./plan-schema.ts";
import { READS_JSON_SCHEMA, sampleSchema } from "./sample-schema.ts";
import { count, milliseconds, moment } from "./schema-values.ts";
import { comparisonSchema, labelSchema, targetSchema } from "./target-schema.ts";

const errorSpread = z.strictObject({ p50: milliseconds, p99: milliseconds });

const calibration = z
  .strictObject({
    parallel: count,
    requests: count,
    ttftErrorMs: errorSpread,
    chunkErrorMs: errorSpread,
    timerLatenessMs: errorSpread,
    loopStalls: count,
    verdict: z.enum(["good", "noisy", "saturated"]),
  })
  .meta({ id: "Calibration", description: "the error of this program on this machine" });

const networkPath = z
  .strictObject({
    target: z.string(),
    address: z.string().exactOptional(),
    dnsMs: milliseconds.exactOptional(),
    tcpMs: milliseconds.exactOptional(),
    tlsMs: milliseconds.exactOptional(),
    tlsVersion: z.string().exactOptional(),
    proxy: z.string().exactOptional(),
    failure: z.string().exactOptional(),
  })
  .meta({ id: "NetworkPath", description: "a probe beside the race; subtracted from nothing" });

/** The contract of `--output json` and of every saved run. Strict: a property that is not here is none. */
export const reportSchema = contractOf<Report>()(
  z.strictObject({
    schemaVersion: z.literal(1),
    methodVersion: z.string(),
    tool: z.strictObject({
      name: z.literal("speed-kings"),
      version: z.string(),
      revision: z.string(),
      bun: z.string(),
    }),
    startedAt: moment,
    endedAt: moment,
    interrupted: z.boolean(),
    stopReason: z.enum(["complete", "precise", "max-time", "max-cost", "interrupted"]),
    simulated: z.boolean(),
    environment: z.strictObject({
      os: z.string(),
      arch: z.string(),
      cpu: z.string(),
      cores: z.int(),
    }),
    calibration: calibration.exactOptional(),
    network: z.array(networkPath).readonly(),
    plan: planSchema,
    tokenBasis: z.enum(["native", "o200k"]),
    targets: z.array(targetSchema).readonly(),
    comparisons: z.array(comparisonSchema).readonly(),
    labels: z.array(labelSchema).readonly(),
    samples: z.array(sampleSchema).readonly(),
  }),
);

/** The same as JSON Schema (draft 2020-12), for validators of any language: the content of docs/report.schema.json. */
export const reportJsonSchema = (): object => ({
  title: "Report of a speed-kings run",
  description:
    "Durations are milliseconds, speeds tokens per second, money USD. What is unknown is absent or null, never 0.",
  ...z.toJSONSchema(reportSchema, {
    unrepresentable: "any",
    override: ({ zodSchema, jsonSchema }) => {
      if (z.globalRegistry.get(zodSchema)?.id === "Reads") {
        Object.assign(jsonSchema, READS_JSON_SCHEMA);
      }
      // What zod adds of its own: that nobody may change a tuple, and how large a number JavaScript can count to.
      delete jsonSchema.readOnly;
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
    },
  }),
});
