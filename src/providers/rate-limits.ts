import { numericOf } from "./json.ts";
import { resetMs } from "./retry-after.ts";
import { spanInWords } from "./span.ts";

export type LimitedKind = "requests" | "tokens" | "input-tokens" | "output-tokens";
export type LimitSpan = "second" | "10 seconds" | "minute" | "hour" | "day" | "month";

/** One limit of an account, as the headers of an answer tell it. What they do not tell is absent. */
export interface RateLimit {
  readonly of: LimitedKind;
  /** Absent where the header does not name the span. */
  readonly per?: LimitSpan;
  readonly limit?: number;
  readonly remaining?: number;
  /** Milliseconds from the answer until the limit is whole again. */
  readonly resetMs?: number;
}

export type RateLimits = readonly RateLimit[];

/** What a word of a header's name means. `req` and `query-cost` are Mistral's, `prompt` and `generated` follow Fireworks' `tokens`. */
const KINDS: readonly (readonly [RegExp, LimitedKind])[] = [
  [/input-tokens|tokens-prompt/, "input-tokens"],
  [/output-tokens|tokens-generated/, "output-tokens"],
  [/tokens/, "tokens"],
  [/req/, "requests"],
];

const SPANS: readonly (readonly [RegExp, LimitSpan])[] = [
  [/10-second/, "10 seconds"],
  [/second/, "second"],
  [/minute/, "minute"],
  [/hour/, "hour"],
  [/day/, "day"],
  [/month/, "month"],
];

/** `x-ratelimit-limit-requests`, `anthropic-ratelimit-tokens-remaining`, `ratelimit-reset` (the IETF draft). */
const NAME = /^(?:x-|anthropic-)?ratelimit-(?=.*\b(limit|remaining|reset)\b)(.*)$/;

/** A counter of 2^63 - 1 less what was used is how Cerebras says that there is no limit. */
const UNLIMITED = 1e15;

type Found = { -readonly [F in keyof RateLimit]: RateLimit[F] };

/**
 * The limits in the headers of an answer; undefined when there are none. Known forms: OpenAI, Groq, xAI, Nebius (`…-limit-requests`,
 * Go spans), Cerebras (`…-requests-day`, plain seconds), Fireworks (`…-tokens-prompt`), Mistral (`…-req-minute`), Anthropic
 * (`…-tokens-limit`, RFC 3339), Together and the IETF draft (no kind: requests). Names of SambaNova were never seen; any of these
 * forms is understood.
 */
export function readRateLimits(headers: Headers): RateLimits | undefined {
  const found = new Map<string, Found>();
  for (const [name, value] of headers) {
    const match = NAME.exec(name);
    const [, role, rest = ""] = match ?? [];
    if (role === undefined || rest.includes("renewalperiod")) continue;
    const of = KINDS.find(([words]) => words.test(rest))?.[1] ?? "requests";
    const per = SPANS.find(([words]) => words.test(rest))?.[1];
    const number =
      role === "reset" ? resetMs(value, headers) : numericOf(value.split(",")[0]?.split(";")[0]);
    if (number === undefined || (role !== "reset" && number > UNLIMITED)) continue;
    const key = `${of}/${per ?? ""}`;
    const limit: Found = found.get(key) ?? { of, ...(per === undefined ? {} : { per }) };
    limit[role === "limit" ? "limit" : role === "remaining" ? "remaining" : "resetMs"] = number;
    found.set(key, limit);
  }
  const limits = [...found.values()].filter(
    ({ limit, remaining }) => limit !== undefined || remaining !== undefined,
  );
  return limits.length === 0 ? undefined : limits;
}

/** The limits with the span that a provider documents, where its headers name none. */
export const withSpans = (
  limits: RateLimits,
  spans: Readonly<Partial<Record<LimitedKind, LimitSpan>>>,
): RateLimits =>
  limits.map((limit) => {
    const per = limit.per ?? spans[limit.of];
    return per === undefined ? limit : { ...limit, per };
  });

const KIND_WORDS: Readonly<Record<LimitedKind, string>> = {
  requests: "requests",
  tokens: "tokens",
  "input-tokens": "tokens in",
  "output-tokens": "tokens out",
};

const grouped = (amount: number): string => Math.floor(amount).toLocaleString("en-US");

/** For a person: `30 requests per minute (12 left); 6,000 tokens per minute (none left for 34 s)`. */
export const rateLimitsInWords = (limits: RateLimits): string =>
  limits
    .map(({ of, per, limit, remaining, resetMs: waitMs }) => {
      const kind = `${KIND_WORDS[of]}${per === undefined ? "" : ` per ${per}`}`;
      const wait = waitMs === undefined || waitMs === 0 ? "" : ` for ${spanInWords(waitMs)}`;
      const left = remaining === 0 ? `none left${wait}` : `${grouped(remaining ?? 0)} left`;
      if (limit === undefined) return `${kind}: ${left}`;
      return `${grouped(limit)} ${kind}${remaining === undefined ? "" : ` (${left})`}`;
    })
    .join("; ");
