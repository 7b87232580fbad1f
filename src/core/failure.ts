/** Which of the four limits of an attempt ran out. */
export type TimeoutPhase = "headers" | "first-token" | "idle" | "total";

/**
 * Why an attempt gave no valid result. A value, never an exception. `message` is one line for a person, with the provider's own
 * words where there were any; `advice` says what to try next.
 */
export type Failure = FailureCause & {
  readonly message: string;
  readonly advice?: string;
  /** What lies behind it, as far as the provider's answer tells; absent when it tells nothing. */
  readonly reason?: FailureReason;
  /** Whether the same request, sent again later, may succeed; absent when nobody can know. */
  readonly retryable?: boolean;
  /** Name of the request parameter that was refused, as the provider spells it. */
  readonly parameter?: string;
};

/**
 * Reasons of a refusal, whatever status or words a provider uses for them. A kind says what happened to the attempt and how it
 * counts; a reason says what a person can do about it.
 */
export const FAILURE_REASONS = [
  /** The key is missing, wrong, expired or for another service. */
  "bad-key",
  /** The key is fine, the account has no money or quota left: waiting does not help. */
  "no-credit",
  /** Neither is a fault of the key: region, plan, terms, a firewall. */
  "not-allowed",
  "no-such-model",
  /** The model or the endpoint existed once and was retired. */
  "gone",
  "context-too-long",
  /** One parameter was refused: `parameter` names it. */
  "bad-parameter",
  /** Refused as malformed, without saying what is wrong. */
  "bad-request",
  /** Something answers there, but it is not the API. */
  "wrong-url",
  /** Too many requests per second, minute or hour, or at once. */
  "rate-limited-requests",
  /** Too many tokens per minute or hour. */
  "rate-limited-tokens",
  /** A limit per day or month is used up. */
  "rate-limited-day",
  /** Told to slow down without saying which limit it was. */
  "rate-limited",
  /** The provider is short of capacity. */
  "overloaded",
  /** The model is being loaded or scaled up. */
  "cold-start",
  "server-fault",
] as const;

export type FailureReason = (typeof FAILURE_REASONS)[number];

export type FailureCause =
  /** One of our own limits ran out, `afterMs` after the request was sent. */
  | { readonly kind: "timeout"; readonly phase: TimeoutPhase; readonly afterMs: number }
  /** A status other than 2xx that is not a rate limit. `code` is the provider's own code. */
  | {
      readonly kind: "http";
      readonly status: number;
      readonly code?: string;
      /** How long to wait, where the provider says so. */
      readonly retryAfterMs?: number;
    }
  /** The account was told to slow down, by a status or inside of a stream (then 429 is taken as said): neither latency nor capacity. */
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
