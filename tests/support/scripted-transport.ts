import type { Failure } from "../../src/core/failure.ts";
import { fromMs, nanos } from "../../src/core/units.ts";
import { sleepUntil } from "../../src/timing/clock.ts";
import type { Clock } from "../../src/timing/clock.ts";
import type { Transport, WireRequest } from "../../src/wire/transport.ts";

/** What a scripted server does with one request: times in milliseconds after it was sent. */
export interface Script {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly headersMs?: number;
  readonly reads: readonly { readonly atMs: number; readonly text: string }[];
  /** Never ends by itself when absent. */
  readonly endMs?: number;
  readonly failure?: Failure;
}

/** A network whose every moment is written down beforehand. */
export const scriptedTransport =
  (clock: Clock, scriptFor: (request: WireRequest) => Script): Transport =>
  async (request, observer, signal) => {
    const sentAt = clock.now();
    const wait = (ms: number): Promise<void> =>
      sleepUntil(clock, nanos(sentAt + fromMs(ms)), signal);
    const script = scriptFor(request);
    observer.sent(sentAt, "warm");
    const aborted = (): { endedAt: ReturnType<Clock["now"]>; failure: Failure } => ({
      endedAt: clock.now(),
      failure: { kind: "aborted", message: "aborted" },
    });
    if (script.headersMs !== undefined) await wait(script.headersMs);
    if (signal.aborted) return aborted();
    observer.headers(script.status ?? 200, new Headers(script.headers), clock.now());
    for (const { atMs, text } of script.reads) {
      // oxlint-disable-next-line no-await-in-loop
      await wait(atMs);
      if (signal.aborted) return aborted();
      observer.read(new TextEncoder().encode(text), clock.now());
    }
    await wait(script.endMs ?? 1e7);
    if (signal.aborted) return aborted();
    return script.failure === undefined
      ? { endedAt: clock.now() }
      : { endedAt: clock.now(), failure: script.failure };
  };

/** One OpenAI-style event as it stands on the wire. */
export const sse = (data: object | string): string =>
  `data: ${typeof data === "string" ? data : JSON.stringify(data)}\n\n`;

/** An event with one choice. */
export const delta = (fields: object, finish: string | null = null): string =>
  sse({
    id: "chatcmpl-1",
    object: "chat.completion.chunk",
    model: "m",
    choices: [{ index: 0, delta: fields, finish_reason: finish }],
  });
