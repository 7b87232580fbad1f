import type { Failure, FailureReason } from "../core/failure.ts";
import type { Secret } from "../core/secret.ts";
import type { ServerTimings, StreamPart } from "../core/stream.ts";
import type { Framing } from "../wire/framers.ts";
import type { Message } from "../wire/message.ts";
import type { WireRequest } from "../wire/transport.ts";
import type { LimitedKind, LimitSpan, RateLimits } from "./rate-limits.ts";

/** Where requests go and with what right. */
export interface Endpoint {
  /** Without a slash at its end. */
  readonly baseUrl: string;
  readonly key?: Secret;
  /** The environment variable that holds the key, or should: for advice. */
  readonly keyEnv?: string;
  /** Header that carries the key as it is, such as `api-key`; absent: `Authorization: Bearer KEY`. */
  readonly keyHeader?: string;
  /** Sent as they are with every request. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The whole address of the list of models, where it is not below the base URL. */
  readonly modelsUrl?: string;
  /** What is known about this provider's refusals beyond what its answer says. */
  readonly hints?: Hints;
}

/** What a row knows about its provider's refusals. */
export interface Hints {
  /** Added to the advice for a reason. */
  readonly advice?: Readonly<Partial<Record<FailureReason, string>>>;
  /** Spans of rate limits whose headers do not name one. */
  readonly limitsPer?: Readonly<Partial<Record<LimitedKind, LimitSpan>>>;
}

/** What is asked, in no provider's words. */
export interface Call {
  readonly model: string;
  readonly prompt: string;
  readonly maxOutputTokens: number;
  readonly temperature: number;
  readonly seed?: number;
}

/** What differs between endpoints of one dialect. Data, never code. */
export interface Quirks {
  /** Name of the field that caps the output; `max_tokens` unless said. */
  readonly outputCapField?: "max_tokens" | "max_completion_tokens";
  /** Leave `stream_options` out. */
  readonly omitStreamOptions?: boolean;
  /** Added to `stream_options`. */
  readonly streamOptions?: Readonly<Record<string, unknown>>;
  /** Leave `temperature` out. */
  readonly omitTemperature?: boolean;
  /** Leave the seed out. */
  readonly omitSeed?: boolean;
  /** Name of the field for the seed; `seed` unless said. */
  readonly seedField?: "random_seed";
  /** Path of the chat, with `{model}` in it where the model is part of it; `/chat/completions` unless said. */
  readonly chatPath?: string;
  /**
   * May send its headers only with the first token, so that the limit for headers would cut a slow answer that another server is
   * given time for.
   */
  readonly lateHeaders?: boolean;
  /** Added to the body as it is. */
  readonly body?: Readonly<Record<string, unknown>>;
  /** Gemini: added to `generationConfig`. */
  readonly generation?: Readonly<Record<string, unknown>>;
}

/** A model that an endpoint says it has. */
export interface ListedModel {
  readonly id: string;
  /** Only where the server tells: held in memory right now. */
  readonly loaded?: boolean;
}

/** An answer other than 2xx. */
export interface Refusal {
  readonly status: number;
  readonly headers: Headers;
  /** At most 64 KiB of the answer, as text. */
  readonly body: string;
  /** What was asked for, for the advice. */
  readonly model?: string | undefined;
  /** Names the key's variable in the advice, and its key is removed from the provider's words. */
  readonly endpoint?: Endpoint | undefined;
}

/** What response headers alone say. */
export interface Inspected {
  readonly requestId?: string;
  readonly timings?: ServerTimings;
  readonly rateLimits?: RateLimits;
}

/** One wire protocol: pure functions between our words and its. No I/O, no clock, no state. */
export interface Dialect {
  readonly framing: Framing;
  encode(endpoint: Endpoint, call: Call, quirks: Quirks): WireRequest;
  /** Never throws: a message that cannot be understood gives an `error` part of kind `protocol`. */
  decode(message: Message): readonly StreamPart[];
  /** What response headers alone say. */
  inspect(headers: Headers): Inspected;
  /** Why a request was refused. Never throws, whatever the body is. */
  explain(refusal: Refusal): Failure;
  /** How to ask for the list of models, and how to read the answer; undefined when the answer is no such list. */
  listModels(endpoint: Endpoint): WireRequest;
  readModels(body: string): readonly ListedModel[] | undefined;
  /** Asks which models are in memory, where the list itself does not say; the answer is read by `readModels`. */
  listLoaded?(endpoint: Endpoint): WireRequest;
}
