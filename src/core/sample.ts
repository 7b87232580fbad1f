import type { Failure } from "./failure.ts";
import type { Size } from "./plan.ts";
import type { FinishReason, ServerTimings } from "./stream.ts";

/**
 * One network read of a response: [milliseconds since the request was sent, bytes, complete events, characters of answer,
 * of reasoning, of tool-call arguments]. Every event completed by a read carries the read's one stamp.
 */
export type ReadRow = readonly [
  ms: number,
  bytes: number,
  events: number,
  answerChars: number,
  reasoningChars: number,
  toolChars: number,
];

/** Where the output count comes from: the provider's usage, its timings, or our tokenizer. */
export type TokenSource = "usage" | "timings" | "estimate";

export interface Tokens {
  readonly input?: number;
  /** All generated tokens, hidden reasoning included. */
  readonly output?: number;
  readonly reasoning?: number;
  readonly cached?: number;
  readonly cacheWrite?: number;
  /** What is paid for, where the provider bills other counts than it gives. */
  readonly billedInput?: number;
  readonly billedOutput?: number;
  readonly source?: TokenSource;
  /** o200k_base tokens of the visible text (answer, reasoning, tool calls), counted after the run. */
  readonly o200k?: number;
  /** o200k_base tokens of the text that came with the first text-bearing read. */
  readonly o200kFirstRead?: number;
}

/**
 * One attempt, as recorded: what happened, in numbers from which every metric is computed, live or from a saved file alike.
 * Times are milliseconds since the request was handed to the transport; a time that did not happen is absent.
 */
export interface Sample {
  readonly target: string;
  readonly phase: "warmup" | "measured";
  readonly size: Size | "file";
  readonly block: number;
  /** Place in the shuffled order of its block. */
  readonly order: number;
  /** 1 for the first attempt at this place; a retry is a sample of its own with a higher number. */
  readonly attempt: number;
  /** Fills a place that stayed empty: the target was rate limited there, or our own stall spoiled the first try. Once a place. */
  readonly requeued?: true;
  /** What was sent otherwise than planned, because the endpoint had refused it: `no stream_options`. */
  readonly adapted?: string;
  readonly prompt: string;
  /** Wall clock, ISO 8601. A label only; never used in arithmetic. */
  readonly startedAt: string;
  readonly status: "ok" | "failed";
  readonly failure?: Failure;
  /** `warm`: an idle connection to this origin should have been there to reuse. */
  readonly connection: "warm" | "cold";
  readonly httpStatus?: number;
  readonly requestId?: string;
  readonly answeredModel?: string;
  /** Set when the body came compressed although identity was asked: chunk times cannot be trusted. */
  readonly contentEncoding?: string;
  readonly headersMs?: number;
  /** First complete event of any content, a role-only delta included. Never used as TTFT. */
  readonly firstEventMs?: number;
  readonly ttftMs?: number;
  readonly ttfatMs?: number;
  readonly firstToolCallMs?: number;
  /** Last read that carried text: the end of generation. */
  readonly lastTokenMs?: number;
  /** End of the body, or the moment of the failure. */
  readonly endMs: number;
  readonly reads: readonly ReadRow[];
  readonly tokens: Tokens;
  readonly finishReason?: FinishReason;
  readonly serverTimings?: ServerTimings;
  /** What the request cost by the price list, or else by the provider's word; absent when nobody knows. */
  readonly costUsd?: number;
  /** What the provider itself said the request cost. */
  readonly reportedCostUsd?: number;
  /** SHA-256 of answer, reasoning and tool-call text in the order of arrival. */
  readonly textSha256?: string;
  /**
   * Times in which our own event loop was blocked while this attempt ran: [from, to] in milliseconds since the request was sent.
   * A read that came in one of them has a stamp that is late by up to its length.
   */
  readonly stalls?: readonly (readonly [from: number, to: number])[];
}

/** The text of an attempt, kept apart from its numbers: needed for counting tokens, not saved. */
export interface SampleText {
  readonly firstRead: string;
  readonly all: string;
}
