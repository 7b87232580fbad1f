import type { Failure, TimeoutPhase } from "../core/failure.ts";
import type { Limits } from "../core/plan.ts";
import type { FinishReason } from "../core/stream.ts";
import { explainDocument } from "../providers/refusal.ts";

/** What is known about a response once its body is over. */
export interface Ending {
  /** Error part of the stream, refusal of the status line, or broken framing: whatever came first. */
  readonly failure: Failure | undefined;
  /** Set when one of our own limits ended the attempt. */
  readonly timeout: { readonly phase: TimeoutPhase; readonly afterMs: number } | undefined;
  /** How the connection failed, when it did. */
  readonly network: Failure | undefined;
  readonly messages: number;
  readonly bytes: number;
  readonly hasToken: boolean;
  readonly finishReason: FinishReason | undefined;
  readonly isDone: boolean;
  /** Beginning of the body, up to the first token. */
  readonly head: string;
}

const waitedFor: Record<TimeoutPhase, (limits: Limits) => string> = {
  headers: (limits) => `no response headers within ${limits.headersMs / 1000} s`,
  "first-token": (limits) => `no first token within ${limits.firstTokenMs / 1000} s`,
  idle: (limits) => `the stream fell silent for ${limits.idleMs / 1000} s`,
  total: (limits) => `not finished within ${limits.totalMs / 1000} s`,
};

const LIMIT_FLAG: Record<TimeoutPhase, string> = {
  headers: "--connect-timeout",
  "first-token": "--first-token-timeout",
  idle: "--idle-timeout",
  total: "--timeout",
};

/**
 * Whether the attempt failed, and why; undefined for a success. A success had tokens, no error, and ended with a finish reason or
 * the protocol's end mark: 500 tokens before a cut are no success, a plain end without `[DONE]` after a finish reason is one
 * (Cerebras, Gemini and others never send `[DONE]`).
 */
export function judge(ending: Ending, limits: Limits): Failure | undefined {
  const { failure } = ending;
  if (failure !== undefined) {
    if (failure.kind !== "protocol") return failure;
    return ending.hasToken ? brokenLater(failure) : (explainDocument(ending.head) ?? failure);
  }
  if (ending.timeout !== undefined && !ending.isDone) {
    return {
      kind: "timeout",
      ...ending.timeout,
      message: waitedFor[ending.timeout.phase](limits),
      advice: `raise ${LIMIT_FLAG[ending.timeout.phase]} if the model is meant to be this slow`,
    };
  }
  if (ending.network !== undefined && !ending.isDone) return ending.network;
  if (ending.bytes === 0) {
    return {
      kind: "empty",
      message: "answered 200 with an empty body",
      advice: "try the same request with curl; a gateway may be dropping the stream",
    };
  }
  if (ending.messages === 0) return explainDocument(ending.head) ?? notAStream(ending.head);
  if (ending.finishReason === undefined && !ending.isDone) {
    return {
      kind: "truncated",
      message: `the stream was cut: it ended without a finish reason${ending.hasToken ? "" : " and without any text"}`,
      advice: "try again; if it repeats, a proxy or the server closes streams early",
    };
  }
  return ending.hasToken ? undefined : empty(ending.finishReason);
}

/** After text that was understood the address is right, and the server's fault may pass. */
const brokenLater = (failure: Failure): Failure => ({
  ...failure,
  advice: "the server or a proxy garbled its own stream; try again",
  retryable: true,
});

const WHY_EMPTY: Readonly<Partial<Record<FinishReason, string>>> = {
  "content-filter": ": the provider's filter held the answer back",
  length: ": the cap may have gone into reasoning that is not shown",
};

/** A proper end without a token. */
function empty(finish: FinishReason | undefined): Failure {
  const why = finish === undefined ? "" : (WHY_EMPTY[finish] ?? "");
  return {
    kind: "empty",
    message: `the stream ended properly but held no text at all${why}`,
    advice:
      finish === "content-filter"
        ? "try another prompt with --prompt-file, or another model"
        : "raise --max-tokens, or try another model",
  };
}

/** A 200 without a single message in it. */
function notAStream(head: string): Failure {
  const start = head.trimStart();
  if (start.startsWith("<")) {
    return {
      kind: "protocol",
      message: "answered with a web page (HTML) and not with a stream",
      advice: "check the URL: an OpenAI-style base URL usually ends in /v1",
    };
  }
  if (start.startsWith("{") || start.startsWith("[")) {
    return {
      kind: "protocol",
      message: "answered with one JSON document and not with a stream",
      advice: "this endpoint does not seem to stream; check the URL and the model",
    };
  }
  return {
    kind: "protocol",
    message: "answered 200 with something that is no event stream",
    advice: "check the URL: an OpenAI-style base URL usually ends in /v1",
  };
}
