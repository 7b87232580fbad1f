import type { Failure } from "../core/failure.ts";
import type { Nanos } from "../core/units.ts";

/** `warm` reuses kept-alive connections, `cold` opens a new one for each request. */
export type Connections = "warm" | "cold";

/** One HTTP request, complete: what a dialect makes and a transport sends. */
export interface WireRequest {
  readonly method: "GET" | "POST";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Told, in order: `sent` once, `headers` at most once, `read` any number of times. Called synchronously; must not throw. */
export interface WireObserver {
  /** Just before the request is handed to the network. Origin of every time of the attempt. */
  sent(at: Nanos, connection: Connections): void;
  headers(status: number, headers: Headers, at: Nanos): void;
  /** One network read. `at` was taken the moment the read returned, before anything else. */
  read(bytes: Uint8Array, at: Nanos): void;
}

/** How an exchange ended. `failure` is absent when the body came to its proper end. */
export interface WireEnd {
  readonly endedAt: Nanos;
  readonly failure?: Failure;
}

/**
 * Sends a request and tells what comes back, as it comes. Never rejects: what goes wrong is a `network` failure, or `aborted`
 * when `signal` fired. Has no limits of its own; whoever calls aborts through `signal`.
 */
export type Transport = (
  request: WireRequest,
  observer: WireObserver,
  signal: AbortSignal,
) => Promise<WireEnd>;
