import type { Refused } from "./refused.ts";

/** What other providers, local servers, gateways and wrong addresses answer. */
export const OTHER_REFUSALS: readonly Refused[] = [
  {
    from: "OpenAI, no quota (a 429 that no waiting heals)",
    status: 429,
    body: {
      error: {
        message: "You exceeded your current quota, please check your plan and billing details.",
        type: "insufficient_quota",
        param: null,
        code: "insufficient_quota",
      },
    },
    reason: "no-credit",
    also: { kind: "http", status: 429, retryable: false },
  },
  {
    from: "OpenAI, max_tokens on a reasoning model",
    status: 400,
    body: {
      error: {
        message:
          "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
        type: "invalid_request_error",
        param: "max_tokens",
        code: "unsupported_parameter",
      },
    },
    reason: "bad-parameter",
    also: { parameter: "max_tokens" },
  },
  {
    from: "OpenAI, temperature on a reasoning model",
    status: 400,
    body: {
      error: {
        message: "Unsupported value: 'temperature' does not support 0 with this model.",
        type: "invalid_request_error",
        param: "temperature",
        code: "unsupported_value",
      },
    },
    reason: "bad-parameter",
    also: { parameter: "temperature" },
  },
  {
    from: "OpenAI, x-should-retry overrules us",
    status: 500,
    body: { error: { message: "The server had an error" } },
    headers: { "x-should-retry": "false" },
    reason: "server-fault",
    also: { retryable: false },
  },
  {
    from: "Mistral, unknown parameter (FastAPI's list under message)",
    status: 422,
    body: {
      object: "error",
      message: {
        detail: [
          {
            type: "extra_forbidden",
            loc: ["body", "stream_options"],
            msg: "Extra inputs are not permitted",
          },
        ],
      },
      type: "invalid_request_error",
      param: null,
      code: null,
      raw_status_code: 422,
    },
    reason: "bad-parameter",
    also: { parameter: "stream_options" },
  },
  {
    from: "a parameter named only in plain text",
    status: 400,
    body: "unexpected field stream_options in request",
    reason: "bad-parameter",
    also: { parameter: "stream_options" },
  },
  {
    from: "TGI, overloaded",
    status: 429,
    body: { error: "Model is overloaded", error_type: "overloaded" },
    reason: "overloaded",
    also: { kind: "rate-limited" },
  },
  {
    from: "TGI, plain text",
    status: 422,
    body: "Failed to deserialize the JSON body into the target type: missing field `messages`",
    reason: "bad-request",
  },
  {
    from: "Anthropic-style 529",
    status: 529,
    body: { type: "error", error: { type: "overloaded_error", message: "Overloaded" } },
    reason: "overloaded",
    also: { retryable: true },
  },
  {
    from: "Cloudflare, list of errors",
    status: 400,
    body: {
      result: null,
      success: false,
      errors: [{ code: 5007, message: "No such model @cf/x or task" }],
    },
    reason: "no-such-model",
    also: { code: "5007" },
  },
  {
    from: "OpenRouter, the words of the server behind it",
    status: 429,
    body: {
      error: {
        message: "Provider returned error",
        code: 429,
        metadata: { raw: '{"error":{"message":"rate limited upstream"}}', provider_name: "Chutes" },
      },
    },
    reason: "rate-limited",
    also: {
      message: "rate limited (429): Provider returned error: Chutes said: rate limited upstream",
    },
  },
  {
    from: "OpenRouter, reset as an instant in milliseconds",
    status: 429,
    body: { error: { message: "Rate limit exceeded: free-models-per-day", code: 429 } },
    headers: {
      "x-ratelimit-remaining": "0",
      "x-ratelimit-reset": "1741305600000",
      date: "Thu, 06 Mar 2025 23:00:00 GMT",
    },
    reason: "rate-limited-day",
    also: { retryAfterMs: 3_600_000 },
  },
  {
    from: "Anthropic, reset as RFC 3339",
    status: 429,
    body: {
      type: "error",
      error: {
        type: "rate_limit_error",
        message: "This request would exceed your rate limit of 10,000 input tokens per minute",
      },
    },
    headers: {
      "anthropic-ratelimit-input-tokens-remaining": "0",
      "anthropic-ratelimit-input-tokens-reset": "2026-08-19T14:34:41Z",
      date: "Wed, 19 Aug 2026 14:34:11 GMT",
    },
    reason: "rate-limited-tokens",
    also: { retryAfterMs: 30_000 },
  },
  {
    from: "llama.cpp, loading",
    status: 503,
    body: { error: { code: 503, message: "Loading model", type: "unavailable_error" } },
    reason: "cold-start",
  },
  {
    from: "vLLM, unknown model",
    status: 404,
    body: {
      error: {
        message: "The model `x` does not exist.",
        type: "NotFoundError",
        param: "model",
        code: 404,
      },
    },
    reason: "no-such-model",
    also: { code: "NotFoundError" },
  },
  {
    from: "Azure, unknown deployment",
    status: 404,
    body: {
      error: {
        code: "DeploymentNotFound",
        message: "The API deployment for this resource does not exist.",
      },
    },
    reason: "no-such-model",
  },
  {
    from: "Hugging Face, model of no provider",
    status: 400,
    body: {
      error: {
        message: "The requested model 'x' is not supported by any provider you have enabled.",
        param: "model",
        code: "model_not_supported",
      },
    },
    reason: "no-such-model",
  },
  {
    from: "a wrong path (FastAPI)",
    status: 404,
    body: { detail: "Not Found" },
    reason: "wrong-url",
    also: { advice: "is the URL right? It usually ends in /v1" },
  },
  { from: "a wrong path (Go)", status: 404, body: "404 page not found\n", reason: "wrong-url" },
  { from: "a wrong method", status: 405, body: "", reason: "wrong-url" },
  {
    from: "a web page instead of an API",
    status: 404,
    body: "<!DOCTYPE html><html><head><title>404 Not\n Found</title></head><body>…</body></html>",
    reason: "wrong-url",
    also: { message: "answered with a web page (404): 404 Not Found" },
  },
  {
    from: "a gateway's page for a broken server",
    status: 502,
    body: "<html>\r\n<head><title>502 Bad Gateway</title></head></html>",
    reason: "server-fault",
    also: { retryable: true },
  },
  {
    from: "a firewall's page",
    status: 403,
    body: "<!DOCTYPE html><html><head><title>Just a moment...</title></head></html>",
    reason: "not-allowed",
  },
  {
    from: "a redirect (only its origin is shown)",
    status: 301,
    body: "",
    headers: { location: "https://other.example/v1?token=abc" },
    reason: "wrong-url",
    also: {
      message:
        "nothing there that answers such a request (301): it points to https://other.example",
    },
  },
  {
    from: "nothing at all",
    status: 500,
    body: "",
    reason: "server-fault",
    also: { message: "a fault at the provider (500)" },
  },
  { from: "an empty object", status: 400, body: {}, reason: "bad-request" },
];
