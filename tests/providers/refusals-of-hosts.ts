import type { Refused } from "./refused.ts";

const error = (message: string, more: object = {}): object => ({ error: { message, ...more } });

/** What makers and hosts of models answer, in the words of their documentation or of logs. */
export const HOST_REFUSALS: readonly Refused[] = [
  {
    from: "Anthropic, no such model: only its type says so",
    status: 404,
    body: { type: "error", error: { type: "not_found_error", message: "model: claude-x" } },
    reason: "no-such-model",
  },
  {
    from: "NVIDIA, no such model for this account",
    status: 404,
    body: { status: 404, title: "Not Found", detail: "Function 'x': Not found for account 'y'" },
    reason: "no-such-model",
  },
  {
    from: "DeepInfra, nested detail",
    status: 404,
    body: { detail: { error: "Model not found" } },
    reason: "no-such-model",
  },
  {
    from: "DeepInfra, no payment method",
    status: 403,
    body: {
      detail: {
        error: "inference prohibited, please enter a payment method or check your balance",
      },
    },
    reason: "no-credit",
  },
  {
    from: "Novita, empty account",
    status: 403,
    body: { code: 403, reason: "NOT_ENOUGH_BALANCE", message: "not enough balance", metadata: {} },
    reason: "no-credit",
    also: { code: "NOT_ENOUGH_BALANCE" },
  },
  {
    from: "Z.ai, empty account as 429",
    status: 429,
    body: error("Insufficient balance or no resource package. Please recharge.", { code: "1113" }),
    reason: "no-credit",
    also: { kind: "http", retryable: false },
  },
  {
    from: "Z.ai, unknown model",
    status: 400,
    body: error("Unknown Model, please check the model code.", { code: "1211" }),
    reason: "no-such-model",
  },
  {
    from: "Moonshot, suspended account as 429",
    status: 429,
    body: error(
      "Your account org-x <ak-y> is suspended, please check your plan and billing details",
      {
        type: "exceeded_current_quota_error",
      },
    ),
    reason: "no-credit",
  },
  {
    from: "Moonshot, requests per minute",
    status: 429,
    body: error(
      "Your account request reached organization max RPM: 3, please try again after 1 seconds",
      {
        type: "rate_limit_reached_error",
      },
    ),
    reason: "rate-limited-requests",
    also: { retryAfterMs: 1000 },
  },
  {
    from: "Alibaba, account in arrears",
    status: 400,
    body: error("Access denied, please make sure your account is in good standing.", {
      code: "Arrearage",
    }),
    reason: "no-credit",
  },
  {
    from: "Fireworks, suspended account",
    status: 412,
    body: error("Account x is suspended, possibly due to reaching the monthly spending limit"),
    reason: "no-credit",
    also: { retryable: false },
  },
  {
    from: "Ollama Cloud, weekly limit",
    status: 429,
    body: { error: "you've reached your weekly usage limit, please upgrade to continue" },
    reason: "rate-limited-day",
  },
  {
    from: "LM Studio, nothing loaded",
    status: 400,
    body: error("No models loaded. Please load a model in the developer page", {
      type: "invalid_request_error",
    }),
    reason: "no-such-model",
  },
  {
    from: "LiteLLM, budget of the key",
    status: 400,
    body: error("Budget has been exceeded! Current cost: 1.2, Max budget: 1.0", {
      type: "budget_exceeded",
      code: "400",
    }),
    reason: "no-credit",
  },
  {
    from: "OpenRouter, no allowed providers",
    status: 404,
    body: error("No allowed providers are available for the selected model.", { code: 404 }),
    reason: "no-such-model",
  },
  {
    from: "OpenRouter, free models of a day",
    status: 429,
    body: error(
      "Rate limit exceeded: free-models-per-day. Add 10 credits to unlock 1000 free model requests per day",
      {
        code: 429,
      },
    ),
    reason: "rate-limited-day",
  },
  {
    from: "Gemini, wrong country",
    status: 400,
    body: error("User location is not supported for the API use.", {
      code: 400,
      status: "FAILED_PRECONDITION",
    }),
    reason: "not-allowed",
  },
  {
    from: "Cohere, trial key, calls of a month",
    status: 429,
    body: { message: "You are using a Trial key, which is limited to 1000 API calls / month." },
    reason: "rate-limited-day",
  },
  {
    from: "Cohere, trial key, calls of a minute",
    status: 429,
    body: { message: "You are using a Trial key, which is limited to 20 API calls / minute." },
    reason: "rate-limited-requests",
  },
  {
    from: "Mistral, no capacity",
    status: 429,
    body: {
      object: "error",
      message: "Service tier capacity exceeded for this model.",
      type: "service_tier_capacity_exceeded",
      code: "3505",
    },
    reason: "overloaded",
  },
  {
    from: "xAI, no credits bought",
    status: 403,
    body: {
      code: "The caller does not have permission to execute the specified operation",
      error:
        "Your newly created team doesn't have any credits yet. You can purchase credits on https://console.x.ai",
    },
    reason: "no-credit",
  },
  {
    from: "Bedrock, no such model",
    status: 400,
    body: { message: "The provided model identifier is invalid." },
    headers: { "x-amzn-errortype": "ValidationException" },
    reason: "no-such-model",
  },
  {
    from: "Bedrock, throttled",
    status: 429,
    body: { message: "Too many tokens, please wait before trying again." },
    headers: { "x-amzn-errortype": "ThrottlingException" },
    reason: "rate-limited-tokens",
  },
  {
    from: "Together, no such model",
    status: 404,
    body: error("Unable to access model x. Please visit the list of supported models.", {
      param: "model",
      code: "model_not_available",
    }),
    reason: "no-such-model",
  },
  {
    from: "Groq, restricted organisation",
    status: 400,
    body: error("Organization has been restricted. Please reach out to support", {
      type: "invalid_request_error",
      code: "organization_restricted",
    }),
    reason: "not-allowed",
  },
  {
    from: "Cloudflare, no such model",
    status: 400,
    body: {
      errors: [{ message: "AiError: No such model @cf/x or task", code: 5007 }],
      success: false,
    },
    reason: "no-such-model",
  },
  {
    from: "Cloudflare, neurons of a day",
    status: 429,
    body: {
      errors: [
        { message: "you have used up your daily free allocation of 10,000 neurons", code: 4006 },
      ],
    },
    reason: "rate-limited-day",
  },
  {
    from: "Perplexity, wrong model",
    status: 400,
    body: error("Invalid model 'x'. Permitted models can be found in the documentation", {
      type: "invalid_model",
      code: 400,
    }),
    reason: "no-such-model",
  },
];
