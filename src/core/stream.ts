import type { Failure } from "./failure.ts";

/** Token counts as the provider gave them. A count that was not given is absent, never 0. */
export interface Usage {
  /** Prompt tokens, cached ones included. */
  readonly input?: number;
  /** Generated tokens of every kind: answer, reasoning (also hidden), tool calls. */
  readonly output?: number;
  /** The part of `output` that was reasoning. */
  readonly reasoning?: number;
  /** The part of `input` that was read from a prompt cache. */
  readonly cached?: number;
  /** The part of `input` that was written to a prompt cache. */
  readonly cacheWrite?: number;
  /** Prompt tokens that are paid for, where these are others than were read (Cohere: without its template). */
  readonly billedInput?: number;
  /** The same of the output. */
  readonly billedOutput?: number;
  /** What the provider itself says the request cost, in USD. */
  readonly costUsd?: number;
  /** Set when the counts were taken from the server's timings, because it gave no usage. */
  readonly source?: "timings";
}

/** Why the model stopped. `other` keeps the provider's word in `raw`. */
export type FinishReason = "stop" | "length" | "tool-calls" | "content-filter" | "other";

/** What the provider says about its own time, in milliseconds. A claim, shown beside our numbers and never mixed in. */
export interface ServerTimings {
  readonly queueMs?: number;
  /** Reading the prompt. */
  readonly prefillMs?: number;
  /** Generating tokens. */
  readonly decodeMs?: number;
  /** Loading the model into memory (local servers). */
  readonly loadMs?: number;
  readonly ttftMs?: number;
  readonly totalMs?: number;
  /** Tokens per second of generation, where the server states it itself. */
  readonly outputSpeed?: number;
}

/** What one message of a stream means. Empty and role-only deltas mean nothing: they give no part. */
export type StreamPart =
  | { readonly type: "answer-delta"; readonly text: string }
  | { readonly type: "reasoning-delta"; readonly text: string }
  | { readonly type: "tool-call-delta"; readonly text: string }
  | { readonly type: "usage"; readonly usage: Usage }
  | { readonly type: "finish"; readonly reason: FinishReason; readonly raw: string }
  | { readonly type: "model"; readonly model: string }
  | { readonly type: "request-id"; readonly id: string }
  | { readonly type: "server-timings"; readonly timings: ServerTimings }
  | { readonly type: "error"; readonly failure: Failure }
  /** The protocol's own end mark: `[DONE]`, `message_stop`, `"done": true`. */
  | { readonly type: "done" };
