import type { FailureReason } from "../core/failure.ts";
import type { Endpoint } from "./dialect.ts";
import { spanInWords } from "./span.ts";

/** What an advice may name. */
export interface Circumstances {
  readonly status: number | undefined;
  readonly model: string | undefined;
  readonly endpoint: Endpoint | undefined;
  readonly parameter: string | undefined;
  readonly retryAfterMs: number | undefined;
}

interface Row {
  /** What happened, as the beginning of a sentence. */
  readonly summary: (seen: Circumstances) => string;
  /** What to try next. */
  readonly advice: (seen: Circumstances) => string;
  /** Whether the same request may succeed later. */
  readonly retryable: boolean;
}

/** A limit per day that asks to wait no longer than this is worth waiting for within a run. */
const LONGEST_WAIT_MS = 60_000;

const LISTED = "see `speed-kings list --models`";

const wait = ({ retryAfterMs }: Circumstances): string =>
  retryAfterMs === undefined ? "wait a minute" : `wait ${spanInWords(retryAfterMs)}`;

function checkKey({ endpoint }: Circumstances): string {
  const variable = endpoint?.keyEnv;
  if (endpoint === undefined || endpoint.key !== undefined) {
    return variable === undefined ? "check the key" : `check ${variable}`;
  }
  return variable === undefined
    ? "it wants a key: put the key into an environment variable and name that with --key-env"
    : `set ${variable}`;
}

/** One row a reason. */
const ROWS: Readonly<Record<FailureReason, Row>> = {
  "bad-key": {
    summary: ({ endpoint }) =>
      endpoint !== undefined && endpoint.key === undefined
        ? "refused without a key"
        : "refused the key",
    advice: checkKey,
    retryable: false,
  },
  "no-credit": {
    summary: () => "the account has no credit or quota left",
    advice: () => "add credit at the provider, or leave this target out",
    retryable: false,
  },
  "not-allowed": {
    summary: () => "not allowed",
    advice: () => "check at the provider that the account and region may use this model",
    retryable: false,
  },
  "no-such-model": {
    summary: ({ model }) => (model === undefined ? "no such model" : `no model ${model}`),
    advice: () => LISTED,
    retryable: false,
  },
  gone: {
    summary: ({ model }) => `${model ?? "the model"} was retired`,
    advice: () => `choose another model: ${LISTED}`,
    retryable: false,
  },
  "context-too-long": {
    summary: () => "the prompt is too long for this model",
    advice: () => "choose a smaller --size, or a model with a longer context",
    retryable: false,
  },
  "bad-parameter": {
    summary: ({ parameter }) => `refused the parameter ${parameter ?? ""}`.trimEnd(),
    advice: ({ parameter }) =>
      parameter?.startsWith("max_") === true
        ? "try another --max-tokens, or another model"
        : "try another model; this endpoint does not take what others of its kind take",
    retryable: false,
  },
  "bad-request": {
    summary: () => "refused the request",
    advice: () => `check the model (${LISTED}) and --max-tokens`,
    retryable: false,
  },
  "wrong-url": {
    summary: () => "nothing there that answers such a request",
    advice: () => "is the URL right? It usually ends in /v1",
    retryable: false,
  },
  "rate-limited-requests": {
    summary: () => "rate limited: too many requests",
    advice: (seen) => `${wait(seen)}, or lower --concurrency`,
    retryable: true,
  },
  "rate-limited-tokens": {
    summary: ({ status }) =>
      status === 413
        ? "one request is larger than the account's tokens per minute"
        : "rate limited: too many tokens",
    advice: (seen) =>
      seen.status === 413
        ? "choose a smaller --size or --max-tokens: waiting does not help"
        : `${wait(seen)}, or choose a smaller --size`,
    retryable: true,
  },
  "rate-limited-day": {
    summary: () => "the account's limit for the day or month is used up",
    advice: ({ retryAfterMs }) =>
      retryAfterMs === undefined
        ? "try again tomorrow, or raise the limit at the provider"
        : `try again in ${spanInWords(retryAfterMs)}, or raise the limit at the provider`,
    retryable: false,
  },
  "rate-limited": {
    summary: () => "rate limited",
    advice: (seen) => `${wait(seen)}, or lower --concurrency`,
    retryable: true,
  },
  overloaded: {
    summary: () => "short of capacity",
    advice: ({ retryAfterMs }) =>
      retryAfterMs === undefined ? "try again later" : `try again in ${spanInWords(retryAfterMs)}`,
    retryable: true,
  },
  "cold-start": {
    summary: () => "the model is not loaded yet",
    advice: () => "try again in a minute or two: the first request starts it",
    retryable: true,
  },
  "server-fault": {
    summary: () => "a fault at the provider",
    advice: () => "try again; if it stays, look at the provider's status page",
    retryable: true,
  },
};

export interface Guidance {
  readonly summary: string;
  readonly advice: string;
  readonly retryable: boolean;
}

/** What to tell a person about a refusal. */
export function guide(reason: FailureReason, seen: Circumstances): Guidance {
  const { summary, advice, retryable } = ROWS[reason];
  return {
    summary: summary(seen),
    advice: advice(seen),
    // Groq's 413 and a method that is not implemented stay what they are. A day that slides may have room again in a moment.
    retryable:
      (retryable && seen.status !== 413 && seen.status !== 501) ||
      (reason === "rate-limited-day" &&
        (seen.retryAfterMs ?? LONGEST_WAIT_MS + 1) <= LONGEST_WAIT_MS),
  };
}
