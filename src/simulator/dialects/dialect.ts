import type { Ask } from "../plan-stream.ts";
import type { StreamPlan } from "../stream-plan.ts";

/** One message of a stream before it is framed. `raw` replaces the framing of the whole message. */
export interface Message {
  readonly atMs: number;
  readonly label: string;
  readonly tokens: number;
  readonly data: string;
  /** Name of the SSE event. */
  readonly name?: string;
  /** An SSE comment: `data` is its text. */
  readonly comment?: true;
}

/** A request for generation, read. */
export interface GenerationAsk extends Ask {
  readonly stream: boolean;
  readonly includeUsage: boolean;
  /** Ollama's way to load (`load`) or unload (`unload`) a model without generating. */
  readonly housekeeping?: "load" | "unload";
}

/** What a response says about itself besides its text. */
export interface Labels {
  readonly requestId: string;
  /** Wall clock of the complete request, milliseconds since 1970. */
  readonly receivedAtMs: number;
  readonly includeUsage: boolean;
}

/** An error as a provider words it. */
export interface ErrorWords {
  readonly status: number;
  readonly message: string;
  readonly type: string;
  readonly code: string;
}

/** How one protocol reads a request and words an answer. Pure. */
export interface SimulatedDialect {
  readonly framing: "sse" | "ndjson";
  readonly streamType: string;
  /** Undefined when the body is not such a request. */
  read(body: unknown): GenerationAsk | undefined;
  messages(plan: StreamPlan, labels: Labels): readonly Message[];
  /** The answer to a request that asked for no stream. */
  whole(plan: StreamPlan, labels: Labels): string;
  errorBody(words: ErrorWords): string;
}
