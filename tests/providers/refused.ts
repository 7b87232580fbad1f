import type { FailureReason } from "../../src/core/failure.ts";

/** An answer other than 2xx, and what it must be understood as. */
export interface Refused {
  readonly from: string;
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Record<string, string>;
  readonly reason: FailureReason;
  readonly also?: Record<string, unknown>;
}
