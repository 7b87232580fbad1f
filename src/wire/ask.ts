import type { Failure } from "../core/failure.ts";
import type { Transport, WireRequest } from "./transport.ts";

/** A whole answer, for the small questions around a run (which models are there?). */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

const MAX_BODY_BYTES = 8 * 1024 * 1024;

/** Sends a request and waits for all of its answer, at most `timeoutMs` and 8 MiB. Never rejects. Not for measuring. */
export async function ask(
  transport: Transport,
  request: WireRequest,
  timeoutMs: number,
  abort?: AbortSignal,
): Promise<Answer | Failure> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  let response: { status: number; headers: Headers } | undefined;
  const timeout = AbortSignal.timeout(timeoutMs);
  const tooLarge = new AbortController();
  const signals = [timeout, tooLarge.signal, ...(abort === undefined ? [] : [abort])];
  const end = await transport(
    request,
    {
      sent: () => {},
      headers: (status, headers) => {
        response = { status, headers };
      },
      read: (bytes) => {
        length += bytes.length;
        if (length > MAX_BODY_BYTES) tooLarge.abort();
        else chunks.push(bytes);
      },
    },
    AbortSignal.any(signals),
  );
  const host = new URL(request.url).host;
  if (timeout.aborted) {
    return {
      kind: "timeout",
      phase: "total",
      afterMs: timeoutMs,
      message: `${host} did not answer within ${timeoutMs / 1000} s`,
      advice: "check the address and the network",
    };
  }
  if (tooLarge.signal.aborted) {
    return { kind: "protocol", message: `${host} answered with more than 8 MiB` };
  }
  if (end.failure !== undefined) return end.failure;
  if (response === undefined) return { kind: "protocol", message: `${host} gave no answer` };
  return { ...response, body: Buffer.concat(chunks).toString("utf8") };
}
