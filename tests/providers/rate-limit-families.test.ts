import { describe, expect, test } from "bun:test";
import { openaiChat } from "../../src/providers/openai-chat.ts";
import { PROVIDERS } from "../../src/providers/table.ts";
import type { Provider } from "../../src/providers/provider.ts";

/**
 * A 429 without a word in its body, and the headers that each family documents or was recorded with: how long to wait, and what the
 * advice says of the limits.
 */
const FAMILIES: readonly (readonly [
  provider: keyof typeof PROVIDERS,
  headers: Readonly<Record<string, string>>,
  retryAfterMs: number | undefined,
  limits: string,
])[] = [
  [
    "cerebras",
    {
      "x-ratelimit-limit-requests-day": "14400",
      "x-ratelimit-remaining-requests-day": "14000",
      "x-ratelimit-reset-requests-day": "33011.38",
      "x-ratelimit-limit-tokens-minute": "60000",
      "x-ratelimit-remaining-tokens-minute": "0",
      "x-ratelimit-reset-tokens-minute": "11.38",
    },
    11_380,
    "14,400 requests per day (14,000 left); 60,000 tokens per minute (none left for 12 s)",
  ],
  [
    "groq",
    {
      "retry-after": "2",
      "x-ratelimit-limit-requests": "1000",
      "x-ratelimit-remaining-requests": "0",
      "x-ratelimit-reset-requests": "9m52.272s",
    },
    2000,
    "1,000 requests per day (none left for 10 min)",
  ],
  [
    "openai",
    {
      "retry-after-ms": "320",
      "x-ratelimit-limit-requests": "500",
      "x-ratelimit-remaining-requests": "0",
      "x-ratelimit-reset-requests": "120ms",
      "x-ratelimit-limit-tokens": "30000",
      "x-ratelimit-remaining-tokens": "100",
      "x-ratelimit-reset-tokens": "6m0s",
    },
    320,
    "500 requests (none left for 120 ms); 30,000 tokens (100 left)",
  ],
  [
    "azure",
    {
      "retry-after": "1",
      "retry-after-ms": "1000",
      "x-ratelimit-limit-requests": "1",
      "x-ratelimit-remaining-requests": "0",
      "x-ratelimit-renewalperiod-requests": "60",
    },
    1000,
    "1 requests (none left)",
  ],
  [
    "fireworks",
    {
      "x-ratelimit-limit-requests": "60",
      "x-ratelimit-remaining-requests": "0",
      "x-ratelimit-limit-tokens-prompt": "60000",
      "x-ratelimit-remaining-tokens-prompt": "59941",
      "x-ratelimit-limit-tokens-generated": "6000",
      "x-ratelimit-remaining-tokens-generated": "5990",
      "x-ratelimit-over-limit": "yes",
    },
    undefined,
    "60 requests per minute (none left); 6,000 tokens out per minute (5,990 left); 60,000 tokens in per minute (59,941 left)",
  ],
  [
    "anthropic",
    {
      date: "Mon, 23 Nov 2026 10:00:00 GMT",
      "retry-after": "12",
      "anthropic-ratelimit-input-tokens-limit": "50000",
      "anthropic-ratelimit-input-tokens-remaining": "0",
      "anthropic-ratelimit-input-tokens-reset": "2026-11-23T10:00:12Z",
    },
    12_000,
    "50,000 tokens in per minute (none left for 12 s)",
  ],
  [
    "mistral",
    {
      "x-ratelimit-limit-tokens-minute": "500000",
      "x-ratelimit-remaining-tokens-minute": "0",
      "x-ratelimit-limit-req-minute": "60",
      "x-ratelimit-remaining-req-minute": "58",
    },
    undefined,
    "60 requests per minute (58 left); 500,000 tokens per minute (none left)",
  ],
  [
    "xai",
    { "x-ratelimit-limit-requests": "8", "x-ratelimit-remaining-requests": "0" },
    undefined,
    "8 requests (none left)",
  ],
  [
    "together",
    {
      "retry-after": "2",
      "x-ratelimit-limit": "10",
      "x-ratelimit-remaining": "0",
      "x-ratelimit-reset": "1",
    },
    2000,
    "10 requests (none left for 1 s)",
  ],
  // Its names were never seen; these are the likely ones.
  [
    "sambanova",
    {
      "x-ratelimit-limit-requests": "20",
      "x-ratelimit-remaining-requests": "0",
      "x-ratelimit-reset-requests": "30",
      "x-ratelimit-limit-requests-day": "20",
      "x-ratelimit-remaining-requests-day": "3",
    },
    30_000,
    "20 requests (none left for 30 s); 20 requests per day (3 left)",
  ],
  ["deepseek", {}, undefined, ""],
];

describe("a 429", () => {
  test.each(FAMILIES)(
    "of %s says how long to wait, and which limit it was",
    (name, headers, wait, limits) => {
      const { dialect, baseUrl, hints }: Provider = PROVIDERS[name];
      const failure = dialect.explain({
        status: 429,
        headers: new Headers(headers),
        body: "",
        endpoint: { baseUrl, ...(hints === undefined ? {} : { hints }) },
      });
      expect(failure).toMatchObject({
        kind: "rate-limited",
        reason: "rate-limited",
        retryable: true,
      });
      const { retryAfterMs } = { retryAfterMs: undefined, ...failure };
      if (wait === undefined) expect(retryAfterMs).toBeUndefined();
      else expect(retryAfterMs).toBeCloseTo(wait, 6);
      expect(/limits: (.*)$/.exec(failure.advice ?? "")?.[1] ?? "").toBe(limits);
    },
  );

  test("a wait that a good answer names is nobody's business (Together)", () => {
    const headers = new Headers({ "retry-after": "2", "x-ratelimit-limit": "10" });
    expect(openaiChat.inspect(headers)).toEqual({ rateLimits: [{ of: "requests", limit: 10 }] });
  });
});
