/** Which of the four limits of an attempt ran out. */
export type TimeoutPhase = "headers" | "first-token" | "idle" | "total";

/**
 * Why an attempt gave no valid result. A value, never an exception. `message` is one line for a person, with the provider's own
 * words where there were any; `advice` says what to try next.
 */
export type Failure = FailureCause & {
  readonly message: string;
  readonly advice?: string;
};

export type FailureCause =
  /** One of our own limits ran out, `afterMs` after the request was sent. */
  | { readonly kind: "timeout"; readonly phase: TimeoutPhase; readonly afterMs: number }
  /** A status other than 2xx that is not a rate limit. `code` is the provider's own code. */
  | { readonly kind: "http"; readonly status: number; readonly code?: string }
  /** The account was told to slow down: neither latency nor capacity. */
  | {
      readonly kind: "rate-limited";
      readonly status: number;
      readonly code?: string;
      readonly retryAfterMs?: number;
    }
  /** An error event inside a stream that had begun with 200. */
  | { readonly kind: "stream-error"; readonly status?: number; readonly code?: string }
  /** The body ended with neither a finish reason nor the protocol's end mark. */
  | { readonly kind: "truncated" }
  /** The stream ended as it should and held no token of any kind. */
  | { readonly kind: "empty" }
  /** No usable connection: DNS, TCP, TLS, reset. `code` is the system's, such as ECONNREFUSED. */
  | { readonly kind: "network"; readonly code: string }
  /** The answer is not what the protocol allows: HTML, broken JSON, a line without end. */
  | { readonly kind: "protocol" }
  /** Stopped by us (Ctrl-C, a budget): says nothing about the provider. */
  | { readonly kind: "aborted" };

export type FailureKind = FailureCause["kind"];

/** In the order in which a report lists them. */
export const FAILURE_KINDS = [
  "timeout",
  "http",
  "rate-limited",
  "stream-error",
  "truncated",
  "empty",
  "network",
  "protocol",
  "aborted",
] as const satisfies readonly FailureKind[];
