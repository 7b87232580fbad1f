import type { Clock } from "../timing/clock.ts";
import type { Failure } from "../core/failure.ts";
import { isLoopback } from "../core/loopback.ts";
import { VERSION } from "../core/version.ts";
import { createConnectionLedger, idleMsAfter } from "./connection-ledger.ts";
import { networkFailure } from "./network-error.ts";
import type { Connections, Transport, WireEnd, WireRequest } from "./transport.ts";

type Chunk = Awaited<ReturnType<ReadableStreamDefaultReader<Uint8Array>["read"]>>;

const ABORTED: Failure = { kind: "aborted", message: "stopped before the answer was complete" };

/**
 * The transport of record: Bun's own fetch and its streams. One stamp a read, taken before anything else happens. An exchange
 * whose signal has fired before it began is `aborted` and tells the observer nothing. Two things that fetch does not notice
 * (Bun 1.4.5): a first line of one word, which is no HTTP, leaves it waiting until the caller aborts; a body that only the end of
 * its connection delimits is taken for complete even when the connection was reset.
 *
 * Make one for the whole process: what it believes about idle connections is about the process's one pool. A cold one takes
 * nothing from that pool and leaves nothing in it, so it may stand beside a warm one.
 */
export function createFetchTransport(clock: Clock, connections: Connections = "warm"): Transport {
  const ledger = createConnectionLedger();
  const isCold = connections === "cold";

  return async (request, observer, signal): Promise<WireEnd> => {
    if (signal.aborted) return { endedAt: clock.now(), failure: ABORTED };
    const origin = URL.parse(request.url)?.origin ?? request.url;

    // All that can be made beforehand is: from here to the network, every microsecond is in the time to the first token.
    const send = prepare(request, connections, signal);
    const sentAt = clock.now();
    const answer = send();
    const connection = isCold ? "cold" : ledger.take(origin, sentAt);
    observer.sent(sentAt, connection);

    const failed = (error: unknown, awaiting: "answer" | "body"): WireEnd => ({
      endedAt: clock.now(),
      failure: signal.aborted
        ? ABORTED
        : networkFailure(error, { url: request.url, connection, awaiting }),
    });

    let response: Response;
    try {
      response = await answer;
    } catch (error) {
      return failed(error, "answer");
    }
    const headersAt = clock.now();
    observer.headers(response.status, response.headers, headersAt);

    let endedAt = headersAt;
    if (response.body !== null) {
      const reader = response.body.getReader();
      while (true) {
        let chunk: Chunk;
        try {
          chunk = await reader.read();
        } catch (error) {
          return failed(error, "body");
        }
        endedAt = clock.now();
        if (chunk.done) break;
        observer.read(chunk.value, endedAt);
      }
    }
    if (!isCold) ledger.giveBack(origin, endedAt, idleMsAfter(response.headers));
    return { endedAt };
  };
}

/** The request, ready to be sent. A header or an address that fetch does not accept is a rejection like all others. */
function prepare(
  request: WireRequest,
  connections: Connections,
  signal: AbortSignal,
): () => Promise<Response> {
  try {
    const headers = new Headers(request.headers);
    // A compressed stream arrives in lumps, whatever the server compresses it with: chunk times would be the compressor's.
    headers.set("accept-encoding", "identity");
    if (!headers.has("user-agent")) headers.set("user-agent", `speed-kings/${VERSION}`);
    const settings = {
      method: request.method,
      headers,
      ...(request.body === undefined ? {} : { body: request.body }),
      signal,
      protocol: "http1.1",
      // False: neither takes an idle connection nor leaves one. By experiment with Bun 1.4.5, http and https alike.
      keepalive: connections === "warm",
      // A proxy is for the world outside. Bun would ask it for 127.0.0.1 too, and reach the proxy's own machine or nothing.
      ...(isLoopback(request.url) ? { proxy: false as const } : {}),
      // Whoever asks explains a 3xx. Followed, it would carry the key to another host.
      redirect: "manual",
      // Bun's own limit is one of idleness, checked every few seconds. The caller has its own, exact ones.
      timeout: false,
      // Overrules BUN_CONFIG_VERBOSE_FETCH=curl in the environment, which prints the authorization header to stderr.
      verbose: false,
    } as const;
    return async () => fetch(request.url, settings);
  } catch (error) {
    return () => Promise.reject(error);
  }
}
