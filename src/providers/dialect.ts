import type { Failure } from "../core/failure.ts";
import type { Secret } from "../core/secret.ts";
import type { ServerTimings, StreamPart } from "../core/stream.ts";
import type { Message } from "../wire/message.ts";
import type { WireRequest } from "../wire/transport.ts";

/** Where requests go and with what right. */
export interface Endpoint {
  /** Without a slash at its end. */
  readonly baseUrl: string;
  readonly key?: Secret;
  /** Sent as they are with every request. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** What is asked, in no provider's words. */
export interface Call {
  readonly model: string;
  readonly prompt: string;
  readonly maxOutputTokens: number;
  readonly temperature: number;
}

/** What differs between endpoints of one dialect. Data, never code. */
export interface Quirks {
  /** Name of the field that caps the output; `max_tokens` unless said. */
  readonly outputCapField?: "max_tokens" | "max_completion_tokens";
  /** Leave `stream_options` out. */
  readonly omitStreamOptions?: boolean;
  /** Leave `temperature` out. */
  readonly omitTemperature?: boolean;
  /** Added to the body as it is. */
  readonly body?: Readonly<Record<string, unknown>>;
}

/** A model that an endpoint says it has. */
export interface ListedModel {
  readonly id: string;
  /** Only where the server tells: held in memory right now. */
  readonly loaded?: boolean;
}

/** One wire protocol: pure functions between our words and its. No I/O, no clock, no state. */
export interface Dialect {
  readonly framing: "sse" | "ndjson";
  encode(endpoint: Endpoint, call: Call, quirks: Quirks): WireRequest;
  /** Never throws: a message that cannot be understood gives an `error` part of kind `protocol`. */
  decode(message: Message): readonly StreamPart[];
  /** What response headers alone say. */
  inspect(headers: Headers): { readonly requestId?: string; readonly timings?: ServerTimings };
  /** Why a request was refused. `body` is at most 64 KiB of the answer, as text. `model` and `endpoint` go into the advice. */
  explain(refusal: {
    readonly status: number;
    readonly headers: Headers;
    readonly body: string;
  }): Failure;
  /** How to ask for the list of models, and how to read the answer; undefined when the answer is no such list. */
  listModels(endpoint: Endpoint): WireRequest;
  readModels(body: string): readonly ListedModel[] | undefined;
}
