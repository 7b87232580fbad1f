import { z } from "zod";
import { FAILURE_REASONS } from "../core/failure.ts";
import type { Failure } from "../core/failure.ts";
import { contractOf } from "./contract.ts";
import { milliseconds } from "./schema-values.ts";

const said = {
  message: z.string(),
  advice: z.string().exactOptional(),
  reason: z.enum(FAILURE_REASONS).exactOptional(),
  retryable: z.boolean().exactOptional(),
  parameter: z.string().exactOptional(),
};
const status = z.int();
const code = z.string();

const refusal = {
  status,
  code: code.exactOptional(),
  retryAfterMs: milliseconds.exactOptional(),
} as const;

/** Why an attempt gave no valid result. */
export const failureSchema = contractOf<Failure>()(
  z
    .discriminatedUnion("kind", [
      z.strictObject({
        kind: z.literal("timeout"),
        phase: z.enum(["headers", "first-token", "idle", "total"]),
        afterMs: milliseconds,
        ...said,
      }),
      z.strictObject({ kind: z.literal("http"), ...refusal, ...said }),
      z.strictObject({ kind: z.literal("rate-limited"), ...refusal, ...said }),
      z.strictObject({
        kind: z.literal("stream-error"),
        status: status.exactOptional(),
        code: code.exactOptional(),
        ...said,
      }),
      z.strictObject({ kind: z.literal("truncated"), ...said }),
      z.strictObject({ kind: z.literal("empty"), ...said }),
      z.strictObject({ kind: z.literal("network"), code, ...said }),
      z.strictObject({ kind: z.literal("protocol"), ...said }),
      z.strictObject({ kind: z.literal("aborted"), ...said }),
    ])
    .meta({ id: "Failure", description: "why an attempt gave no valid result" }),
);
