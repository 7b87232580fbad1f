import { z } from "zod";
import type { ReadRow, Sample } from "../core/sample.ts";
import type { ServerTimings } from "../core/stream.ts";
import { contractOf } from "./contract.ts";
import { failureSchema } from "./failure-schema.ts";
import { count, dollars, milliseconds, moment, sizeName } from "./schema-values.ts";

/** Numbers in a read row. */
const READ_COLUMNS = 6;

// Plain loops: a callback for each of the millions of numbers of a long run takes a second.
function isReadRow(row: unknown): boolean {
  if (!Array.isArray(row) || row.length !== READ_COLUMNS) return false;
  for (let column = 0; column < READ_COLUMNS; column++) {
    if (!Number.isFinite(row[column])) return false;
  }
  return true;
}

function areReads(value: unknown): boolean {
  if (!Array.isArray(value)) return false;
  for (const row of value) if (!isReadRow(row)) return false;
  return true;
}

/** Checked by hand: a run has hundreds of rows a sample, and a schema for each number of each row takes seconds. */
const reads = z
  .custom<readonly ReadRow[]>(areReads, { error: `must be rows of ${READ_COLUMNS} numbers` })
  .meta({ id: "Reads" });

/** What the published schema says of it, since nothing can be told from a function. */
export const READS_JSON_SCHEMA = {
  description:
    "one row for each network read: [milliseconds since the request was sent, bytes, complete events, characters of answer, of reasoning, of tool-call arguments]",
  type: "array",
  items: {
    type: "array",
    items: { type: "number" },
    minItems: READ_COLUMNS,
    maxItems: READ_COLUMNS,
  },
} as const;

export const tokenSource = z.enum(["usage", "timings", "estimate"]);

/** What a provider says about its own time. */
export const serverTimingsSchema = contractOf<ServerTimings>()(
  z
    .strictObject({
      queueMs: milliseconds.exactOptional(),
      prefillMs: milliseconds.exactOptional(),
      decodeMs: milliseconds.exactOptional(),
      loadMs: milliseconds.exactOptional(),
      ttftMs: milliseconds.exactOptional(),
      totalMs: milliseconds.exactOptional(),
      outputSpeed: z.number().meta({ description: "tokens per second" }).exactOptional(),
    })
    .meta({ id: "ServerTimings", description: "what the provider says about its own time" }),
);

const tokens = z
  .strictObject({
    input: count.exactOptional(),
    output: count.meta({ description: "hidden reasoning included" }).exactOptional(),
    reasoning: count.exactOptional(),
    cached: count.exactOptional(),
    cacheWrite: count.exactOptional(),
    billedInput: count
      .meta({ description: "paid for, where others are billed than were read" })
      .exactOptional(),
    billedOutput: count.exactOptional(),
    source: tokenSource.exactOptional(),
    o200k: count
      .meta({ description: "o200k_base tokens of the visible text, counted after the run" })
      .exactOptional(),
    o200kFirstRead: count.exactOptional(),
  })
  .meta({ id: "Tokens" });

/** One attempt, as recorded. */
export const sampleSchema = contractOf<Sample>()(
  z
    .strictObject({
      target: z.string(),
      phase: z.enum(["warmup", "measured"]),
      size: sizeName,
      block: z.int().meta({ description: "place in the run; warm-ups count for themselves" }),
      order: count,
      attempt: count,
      requeued: z.literal(true).exactOptional(),
      adapted: z
        .string()
        .meta({
          description:
            "what was sent otherwise than planned, because the endpoint had refused a parameter",
        })
        .exactOptional(),
      prompt: z.string(),
      startedAt: moment,
      status: z.enum(["ok", "failed"]),
      failure: failureSchema.exactOptional(),
      connection: z.enum(["warm", "cold"]),
      httpStatus: z.int().exactOptional(),
      requestId: z.string().exactOptional(),
      answeredModel: z.string().exactOptional(),
      contentEncoding: z.string().exactOptional(),
      headersMs: milliseconds.exactOptional(),
      firstEventMs: milliseconds.exactOptional(),
      ttftMs: milliseconds.meta({ description: "first token of any kind" }).exactOptional(),
      ttfatMs: milliseconds.meta({ description: "first token of the answer" }).exactOptional(),
      firstToolCallMs: milliseconds.exactOptional(),
      lastTokenMs: milliseconds.meta({ description: "last read with text" }).exactOptional(),
      endMs: milliseconds,
      reads,
      tokens,
      finishReason: z
        .enum(["stop", "length", "tool-calls", "content-filter", "other"])
        .exactOptional(),
      serverTimings: serverTimingsSchema.exactOptional(),
      costUsd: dollars.exactOptional(),
      reportedCostUsd: dollars.exactOptional(),
      textSha256: z.string().exactOptional(),
      stalls: z
        .array(z.tuple([milliseconds, milliseconds]).readonly())
        .readonly()
        .exactOptional(),
    })
    .meta({
      id: "Sample",
      description:
        "one attempt; times are milliseconds since the request was sent, absent when they did not happen",
    }),
);
