import type { Refused } from "./refused.ts";

const groqLimit = (what: string, wait: string): object => ({
  error: {
    message: `Rate limit reached for model \`openai/gpt-oss-120b\` in organization \`org_01hz3x5k9q\` service tier \`on_demand\` on ${what}: Limit 200000, Used 199000, Requested 3000. Please try again in ${wait}.`,
    type: what.startsWith("tokens") ? "tokens" : "requests",
    code: "rate_limit_exceeded",
  },
});

/** What the providers of the mission answer (their documentation, their SDKs, or logs), and what we make of it. */
export const MISSION_REFUSALS: readonly Refused[] = [
  {
    from: "Cerebras, wrong key (flat body)",
    status: 401,
    body: {
      message: "Wrong API Key",
      type: "invalid_request_error",
      param: "api_key",
      code: "wrong_api_key",
    },
    reason: "bad-key",
    also: {
      kind: "http",
      code: "wrong_api_key",
      advice: "check EXAMPLE_API_KEY",
      retryable: false,
    },
  },
  {
    from: "Cerebras, queue full",
    status: 429,
    body: {
      message: "We're experiencing high traffic right now! Please try again soon.",
      type: "too_many_requests_error",
      param: "queue",
      code: "queue_exceeded",
    },
    reason: "overloaded",
    also: { kind: "rate-limited", code: "queue_exceeded", retryable: true },
  },
  {
    from: "Cerebras, tokens per minute, reset in plain seconds",
    status: 429,
    body: {
      message: "Tokens per minute limit exceeded - too many tokens processed.",
      type: "too_many_tokens_error",
      param: "quota",
      code: "token_quota_exceeded",
    },
    headers: {
      "x-ratelimit-remaining-requests-day": "1439875",
      "x-ratelimit-reset-requests-day": "10804.5",
      "x-ratelimit-remaining-tokens-minute": "0",
      "x-ratelimit-reset-tokens-minute": "4.5",
    },
    reason: "rate-limited-tokens",
    also: {
      kind: "rate-limited",
      retryAfterMs: 4500,
      advice:
        "wait 5 s, or choose a smaller --size; limits: requests per day: 1,439,875 left; tokens per minute: none left for 5 s",
    },
  },
  {
    from: "Groq, requests per day",
    status: 429,
    body: groqLimit("requests per day (RPD)", "1m26.4s"),
    headers: { "retry-after": "87" },
    reason: "rate-limited-day",
    also: { kind: "rate-limited", retryAfterMs: 87_000, retryable: false },
  },
  {
    from: "Groq, tokens per day, wait only in the words",
    status: 429,
    body: groqLimit("tokens per day (TPD)", "9m52.272s"),
    reason: "rate-limited-day",
    also: { retryAfterMs: 592_272 },
  },
  {
    from: "Groq, tokens per minute",
    status: 429,
    body: groqLimit("tokens per minute (TPM)", "15.5s"),
    reason: "rate-limited-tokens",
    also: { retryAfterMs: 15_500, retryable: true },
  },
  {
    from: "Groq, requests per minute",
    status: 429,
    body: groqLimit("requests per minute (RPM)", "2s"),
    reason: "rate-limited-requests",
    also: { retryAfterMs: 2000, retryable: true },
  },
  {
    from: "Groq, one request beyond the tokens per minute",
    status: 413,
    body: {
      error: {
        message:
          "Request too large for model `x` on tokens per minute (TPM): Limit 6000, Requested 10000, please reduce your message size and try again.",
        type: "tokens",
        code: "rate_limit_exceeded",
      },
    },
    reason: "rate-limited-tokens",
    also: { kind: "rate-limited", status: 413, retryable: false },
  },
  {
    from: "Groq, flex tier full",
    status: 498,
    body: { error: { message: "Flex tier capacity exceeded", code: "capacity_exceeded" } },
    reason: "overloaded",
    also: { kind: "http", retryable: true },
  },
  {
    from: "Groq, retired model",
    status: 400,
    body: {
      error: {
        message: "The model `llama3-8b-8192` has been decommissioned and is no longer supported.",
        type: "invalid_request_error",
        code: "model_decommissioned",
      },
    },
    reason: "gone",
  },
  {
    from: "SambaNova, retired model",
    status: 410,
    body: {
      error: { message: "Model has reached end of life", type: "x", param: null, code: null },
      request_id: "abc",
    },
    reason: "gone",
    also: { retryable: false },
  },
  {
    from: "Fireworks, not deployed",
    status: 404,
    body: {
      error: {
        object: "error",
        type: "invalid_request_error",
        code: "NOT_FOUND",
        message: "Model not found, inaccessible, and/or not deployed",
      },
    },
    reason: "no-such-model",
    also: { advice: "see `speed-kings list --models`" },
  },
  {
    from: "Fireworks, deployment not ready",
    status: 425,
    body: "",
    reason: "cold-start",
    also: { kind: "http", retryable: true },
  },
  {
    from: "Fireworks, scaling up",
    status: 503,
    body: {
      error: { message: "Deployment is scaling up from zero", code: "DEPLOYMENT_SCALING_UP" },
    },
    reason: "cold-start",
  },
  {
    from: "Fireworks, account suspended",
    status: 412,
    body: { error: { message: "Account example is suspended: monthly spending limit reached" } },
    reason: "no-credit",
  },
  {
    from: "DeepSeek, empty account",
    status: 402,
    body: {
      error: {
        message: "Insufficient Balance",
        type: "unknown_error",
        param: null,
        code: "invalid_request_error",
      },
    },
    reason: "no-credit",
    also: { kind: "http", retryable: false },
  },
  {
    from: "DeepSeek, busy",
    status: 503,
    body: { error: { message: "Service is too busy.", type: "server_error" } },
    headers: {
      "retry-after": "Wed, 21 Oct 2026 07:28:30 GMT",
      date: "Wed, 21 Oct 2026 07:28:00 GMT",
    },
    reason: "overloaded",
    also: { advice: "try again in 30 s", retryable: true },
  },
];
