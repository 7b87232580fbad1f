import type { ErrorWords, Labels } from "../dialects/dialect.ts";
import { cannedScript, textStep } from "../script.ts";
import type { Script } from "../script.ts";
import { endMsOf } from "../stream-plan.ts";
import type { AnswerContext, FaultRow } from "./effects.ts";

export const JSON_TYPE = "application/json; charset=utf-8";

/** Headers that every answer to a generation request carries. */
export const commonHeaders = (labels: Labels, type: string): Record<string, string> => ({
  "content-type": type,
  "cache-control": "no-cache",
  "x-request-id": labels.requestId,
});

/** What providers say with these statuses; research into their documentation and recordings gave the codes. */
function wordsFor(status: number, model: string): ErrorWords {
  const words: Readonly<Record<number, Omit<ErrorWords, "status">>> = {
    400: error("The request is not valid.", "invalid_request_error", "invalid_request"),
    401: error("Incorrect API key provided.", "invalid_request_error", "invalid_api_key"),
    402: error("Insufficient balance.", "billing_error", "insufficient_balance"),
    403: error("This key may not use this model.", "permission_error", "forbidden"),
    404: error(`model '${model}' not found`, "invalid_request_error", "model_not_found"),
    413: error("The request is too large.", "invalid_request_error", "request_too_large"),
    429: error("Rate limit reached. Try again later.", "rate_limit_error", "rate_limit_exceeded"),
    503: error("The service is overloaded.", "server_error", "overloaded"),
  };
  const fallback = error(`Simulated failure ${status}.`, "server_error", "simulated_failure");
  return { status, ...(words[status] ?? fallback) };
}

const error = (message: string, type: string, code: string): Omit<ErrorWords, "status"> => ({
  message,
  type,
  code,
});

/** A refusal in the dialect's own shape. */
const refusal = (
  { dialect, plan, labels }: AnswerContext,
  status: number,
  headers: Readonly<Record<string, string>> = {},
): Script =>
  cannedScript(status, dialect.errorBody(wordsFor(status, plan.model)), {
    ...commonHeaders(labels, JSON_TYPE),
    ...headers,
  });

/** The whole answer as one JSON body, when the last event would have come. */
export function wholeScript({ dialect, plan, labels }: AnswerContext): Script {
  const endMs = endMsOf(plan);
  return {
    head: { atMs: endMs, status: 200, headers: commonHeaders(labels, JSON_TYPE) },
    body: "sized",
    steps: [textStep(endMs, dialect.whole(plan, labels), "whole")],
    endMs,
    ending: "finish",
  };
}

const PAGE =
  "<!DOCTYPE html>\n<html><head><title>Gateway</title></head><body>It works.</body></html>\n";

/** Faults that answer something else than the stream. */
export const ANSWER_FAULTS = {
  status: {
    summary: "refuse with this status and a body in the dialect's shape",
    value: { unit: "status", fallback: 500, min: 400, max: 599 },
    effects: (value) => ({ answer: (context) => refusal(context, value) }),
  },
  "rate-limit": {
    summary: "status 429 with Retry-After of this many seconds",
    value: { unit: "s", fallback: 1, min: 0, max: 86_400 },
    effects: (value) => ({
      answer: (context) => refusal(context, 429, { "retry-after": String(value) }),
    }),
  },
  html: {
    summary: "a web page with this status instead of JSON",
    value: { unit: "status", fallback: 200, min: 200, max: 599 },
    effects: (value) => ({
      answer: ({ labels }) => cannedScript(value, PAGE, commonHeaders(labels, "text/html")),
    }),
  },
  json: {
    summary: "one JSON body instead of the stream that was asked for",
    effects: () => ({ answer: wholeScript }),
  },
  "no-body": {
    summary: "status 200 with content-length: 0",
    effects: () => ({
      answer: ({ dialect, labels }) =>
        cannedScript(200, "", commonHeaders(labels, dialect.streamType)),
    }),
  },
} as const satisfies Record<string, FaultRow>;
