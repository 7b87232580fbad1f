import type { Failure, FailureReason } from "../core/failure.ts";
import { guide } from "./advice.ts";
import { cleanText } from "./clean-text.ts";
import type { Endpoint, Refusal } from "./dialect.ts";
import { isError, readErrorValue } from "./error-value.ts";
import type { ProviderError } from "./error-value.ts";
import { isObject, parseJson } from "./json.ts";
import { rateLimitsInWords, readRateLimits, withSpans } from "./rate-limits.ts";
import { blamedParameter, reasonOf } from "./reasons.ts";
import type { Signal } from "./reasons.ts";
import { redactFor } from "./redact.ts";
import { retryAfterMs } from "./retry-after.ts";

/** What a dialect knows better than the table of advice. */
export type AdviceOverrides = Readonly<
  Partial<Record<FailureReason, (refusal: Refusal) => string | undefined>>
>;

/**
 * Why a provider refused, from status, headers and a body in any shape: JSON of a dozen kinds, a web page, plain text or nothing.
 * The message is one line with the provider's own words, cleaned and cut; the endpoint's key is removed from them. Never throws.
 */
export function explainRefusal(refusal: Refusal, overrides: AdviceOverrides = {}): Failure {
  const { status, headers, body, model, endpoint } = refusal;
  const page = isWebPage(body, headers);
  const said = page ? { message: titleOf(body), tags: [] } : readBody(body, headers);
  const signal = signalOf(status, said);
  const reason = page && status < 500 && status !== 429 ? pageReason(status) : reasonOf(signal);
  const parameter = reason === "bad-parameter" ? blamedParameter(signal) : undefined;
  const waitMs = retryAfterMs(headers, said);
  const seen = { status, model, endpoint, parameter, retryAfterMs: waitMs };
  const guidance = guide(reason, seen);
  const summary = page && reason === "wrong-url" ? "answered with a web page" : guidance.summary;
  const advice = overrides[reason]?.(refusal) ?? guidance.advice;
  return redactFor(
    {
      ...causeOf(status, reason, said.code, waitMs),
      message: sentence(`${summary} (${status})`, redirectOf(status, headers) ?? said.message),
      advice: [advice, endpoint?.hints?.advice?.[reason], limitsOf(status, headers, endpoint)]
        .filter((words) => words !== undefined)
        .join("; "),
      reason,
      retryable: shouldRetry(headers) ?? guidance.retryable,
      ...(parameter === undefined ? undefined : { parameter }),
    },
    endpoint,
  );
}

/** The account's limits, where a rate limit was met and the headers tell them. */
function limitsOf(
  status: number,
  headers: Headers,
  endpoint: Endpoint | undefined,
): string | undefined {
  if (status !== 429 && status !== 413) return undefined;
  const limits = readRateLimits(headers);
  if (limits === undefined) return undefined;
  return `limits: ${rateLimitsInWords(withSpans(limits, endpoint?.hints?.limitsPer ?? {}))}`;
}

/** A reading of an error that came inside a stream, where there are no headers and often no status. */
export function explainStreamError(value: unknown, summary = "error inside the stream"): Failure {
  const said = readErrorValue(value);
  const signal = signalOf(said.status, said);
  const reason = reasonOf(signal);
  const parameter = reason === "bad-parameter" ? blamedParameter(signal) : undefined;
  const { advice, retryable } = guide(reason, {
    status: said.status,
    model: undefined,
    endpoint: undefined,
    parameter,
    retryAfterMs: said.retryAfterMs,
  });
  const status = said.status === undefined ? "" : ` (${said.status})`;
  return {
    ...(isLimit(reason)
      ? { kind: "rate-limited", status: said.status ?? 429, ...waitOf(said.retryAfterMs) }
      : {
          kind: "stream-error",
          ...(said.status === undefined ? undefined : { status: said.status }),
        }),
    ...codeOf(said.code),
    message: sentence(`${summary}${status}`, said.message),
    advice,
    reason,
    retryable,
    ...(parameter === undefined ? undefined : { parameter: cleanText(parameter, 80) }),
  };
}

/**
 * Why an answer with a success status was none: the error that its body holds instead of a stream. Undefined when the body, of which
 * the beginning may be all there is, holds no error.
 */
export function explainDocument(body: string): Failure | undefined {
  const parsed = parseJson(body.trim());
  const document = Array.isArray(parsed) ? firstOf(parsed) : parsed;
  if (!isObject(document) || document["choices"] !== undefined || !isError(document)) {
    return undefined;
  }
  return explainStreamError(document, "answered with an error in place of a stream");
}

const firstOf = (list: readonly unknown[]): unknown => list[0];

/** Summary and the provider's own words, in one line. */
function sentence(summary: string, words: string | undefined): string {
  const said = cleanText(words ?? "");
  return said === "" ? summary : `${summary}: ${said}`;
}

function signalOf(status: number | undefined, said: ProviderError): Signal {
  return {
    status,
    tags: said.tags.join(" ").toLowerCase(),
    message: (said.message ?? "").toLowerCase(),
    parameter: said.parameter === undefined ? undefined : cleanText(said.parameter, 80),
  };
}

/**
 * A 429 is the account's limit, and so is Groq's 413 for a request beyond it; an empty account is not told to slow down, so its 429
 * counts as any other refusal.
 */
function causeOf(
  status: number,
  reason: FailureReason,
  code: string | undefined,
  waitMs: number | undefined,
) {
  const limited = status === 429 ? reason !== "no-credit" : reason === "rate-limited-tokens";
  return {
    kind: limited ? ("rate-limited" as const) : ("http" as const),
    status,
    ...codeOf(code),
    ...waitOf(waitMs),
  };
}

const waitOf = (waitMs: number | undefined) =>
  waitMs === undefined ? undefined : { retryAfterMs: waitMs };

const isLimit = (reason: FailureReason): boolean => reason.startsWith("rate-limited");

const codeOf = (code: string | undefined) =>
  code === undefined ? undefined : { code: cleanText(code, 80) };

function readBody(body: string, headers: Headers): ProviderError {
  const text = body.trim();
  const parsed = parseJson(text);
  const said =
    isObject(parsed) || Array.isArray(parsed) || typeof parsed === "string"
      ? readErrorValue(parsed)
      : readErrorValue(text);
  // Amazon names the error in a header only: `ThrottlingException:http://internal…`.
  const amazon = headers.get("x-amzn-errortype")?.split(":")[0];
  if (amazon === undefined || amazon === "") return said;
  return { ...said, code: said.code ?? amazon, tags: [...said.tags, amazon] };
}

function isWebPage(body: string, headers: Headers): boolean {
  const start = body.slice(0, 200).trimStart().toLowerCase();
  if (start.startsWith("<!doctype html") || start.startsWith("<html")) return true;
  return start.startsWith("<") && (headers.get("content-type") ?? "").includes("html");
}

const titleOf = (page: string): string =>
  /<title[^>]*>([^<]{0,300})/i.exec(page)?.[1] ?? /<h1[^>]*>([^<]{0,300})/i.exec(page)?.[1] ?? "";

const pageReason = (status: number): FailureReason =>
  status === 403 ? "not-allowed" : status === 401 ? "bad-key" : "wrong-url";

/** Where a redirect leads, without the path: it may hold what nobody should read. */
function redirectOf(status: number, headers: Headers): string | undefined {
  const location = headers.get("location");
  if (status >= 400 || location === null || !URL.canParse(location)) return undefined;
  return `it points to ${new URL(location).origin}`;
}

/** OpenAI and Anthropic say themselves whether a retry can help. */
function shouldRetry(headers: Headers): boolean | undefined {
  const said = headers.get("x-should-retry");
  return said === "true" ? true : said === "false" ? false : undefined;
}
