import { numericOf } from "./json.ts";
import { parseSpan } from "./span.ts";

/** Seconds and milliseconds since 1970 are told from plain seconds by their size. */
const EPOCH_SECONDS = 1e9;
const EPOCH_MS = 1e12;

/** A month. Nobody waits longer, and no number of a stranger grows beyond what a clock can count. */
const LONGEST_MS = 31 * 24 * 3_600_000;

/**
 * How long the provider asks to wait, in milliseconds; undefined when it does not say. In this order: `retry-after-ms` (OpenAI,
 * Azure; a 0 beside a longer `retry-after` is passed over), `retry-after` in seconds or as an HTTP date, the body (`retryDelay` of
 * Google, "try again in 9m52.272s" of Groq and OpenAI), and the reset of a limit of which nothing remains. Instants are taken
 * relative to the answer's own `date` header, so no clock of ours can be wrong; without that header they say nothing.
 */
export function retryAfterMs(
  headers: Headers,
  body: { readonly retryAfterMs?: number | undefined; readonly message?: string | undefined },
): number | undefined {
  const told =
    positive(numericOf(headers.get("retry-after-ms"))) ??
    retryAfterHeader(headers) ??
    body.retryAfterMs ??
    spanInText(body.message ?? "") ??
    exhaustedReset(headers);
  return told === undefined ? undefined : Math.min(told, LONGEST_MS);
}

const positive = (ms: number | undefined): number | undefined =>
  ms === undefined || ms === 0 ? undefined : ms;

function retryAfterHeader(headers: Headers): number | undefined {
  const value = headers.get("retry-after");
  if (value === null) return undefined;
  const seconds = numericOf(value);
  return seconds === undefined
    ? (parseSpan(value) ?? sinceAnswered(Date.parse(value), headers))
    : seconds * 1000;
}

/** From the moment of the answer until an instant, in milliseconds; 0 for one that has passed. */
function sinceAnswered(instant: number, headers: Headers): number | undefined {
  const answered = Date.parse(headers.get("date") ?? "");
  if (Number.isNaN(instant) || Number.isNaN(answered)) return undefined;
  return Math.max(0, instant - answered);
}

const IN_TEXT = /(?:try again|retry|reset)[^.\n]{0,20}? in ((?:\d+(?:\.\d+)?(?:ms|s|m|h|d))+)\b/i;
const SECONDS_IN_TEXT =
  /(?:try again|retry)[^.\n]{0,20}? (?:in|after) (\d+(?:\.\d+)?) ?(?:seconds?|secs?)\b/i;

function spanInText(message: string): number | undefined {
  const span = IN_TEXT.exec(message)?.[1];
  if (span !== undefined) return parseSpan(span);
  const seconds = numericOf(SECONDS_IN_TEXT.exec(message)?.[1]);
  return seconds === undefined ? undefined : seconds * 1000;
}

/**
 * The longest reset among the limits that are used up: `x-ratelimit-remaining-tokens: 0` goes with `x-ratelimit-reset-tokens`
 * (OpenAI, Groq: Go spans; Cerebras: plain seconds), `anthropic-ratelimit-tokens-remaining` with `…-reset` (RFC 3339).
 */
function exhaustedReset(headers: Headers): number | undefined {
  let longest: number | undefined;
  for (const [name, value] of headers) {
    if (!name.includes("remaining") || numericOf(value) !== 0) continue;
    const reset = headers.get(name.replace("remaining", "reset"));
    const ms = reset === null ? undefined : resetMs(reset, headers);
    if (ms !== undefined) longest = Math.max(longest ?? 0, ms);
  }
  return longest;
}

/** A reset in a header, as milliseconds from the answer: a Go span, seconds, seconds or milliseconds since 1970, RFC 3339. */
export function resetMs(value: string, headers: Headers): number | undefined {
  const number = numericOf(value);
  if (number === undefined) return parseSpan(value) ?? sinceAnswered(Date.parse(value), headers);
  if (number >= EPOCH_MS) return sinceAnswered(number, headers);
  if (number >= EPOCH_SECONDS) return sinceAnswered(number * 1000, headers);
  return number * 1000;
}
