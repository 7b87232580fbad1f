import type { Failure, FailureReason } from "../core/failure.ts";
import type { Sample } from "../core/sample.ts";

/**
 * Whom a failure speaks about. Only what is the provider's counts against it; `account` is a rate limit, neither latency nor
 * capacity; `us` is a request that nobody could have answered (bad key, no such model), and one that we stopped.
 */
export type Blame = "provider" | "account" | "us";

const BY_REASON = {
  "bad-key": "us",
  "no-credit": "us",
  "not-allowed": "us",
  "no-such-model": "us",
  gone: "us",
  "context-too-long": "us",
  "bad-parameter": "us",
  "bad-request": "us",
  "wrong-url": "us",
  "rate-limited-requests": "account",
  "rate-limited-tokens": "account",
  "rate-limited-day": "account",
  "rate-limited": "account",
  overloaded: "provider",
  "cold-start": "provider",
  "server-fault": "provider",
} as const satisfies Record<FailureReason, Blame>;

const REQUEST_TIMEOUT = 408;
const TOO_MANY_REQUESTS = 429;

function byStatus(status: number): Blame {
  if (status === TOO_MANY_REQUESTS) return "account";
  return status >= 500 || status === REQUEST_TIMEOUT ? "provider" : "us";
}

function blameFor(failure: Failure): Blame {
  if (failure.kind === "rate-limited") return "account";
  if (failure.kind === "aborted") return "us";
  if (failure.reason !== undefined) return BY_REASON[failure.reason];
  return failure.kind === "http" ? byStatus(failure.status) : "provider";
}

/** Whom the failure of an attempt speaks about; undefined for a success. An answer withheld by a content filter is the prompt's fault. */
export function blameOf({ failure, finishReason }: Sample): Blame | undefined {
  if (failure === undefined) return undefined;
  return failure.kind === "empty" && finishReason === "content-filter" ? "us" : blameFor(failure);
}
