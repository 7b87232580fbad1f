import type { Failure, TimeoutPhase } from "../core/failure.ts";
import type { Lanes } from "../core/lanes.ts";
import { isLoopback } from "../core/loopback.ts";
import type { Limits } from "../core/plan.ts";
import type { Sample, SampleText } from "../core/sample.ts";
import { elapsedMs } from "../core/units.ts";
import type { Nanos } from "../core/units.ts";
import { cleanText } from "../providers/clean-text.ts";
import { redactFor, redactName } from "../providers/redact.ts";
import type { Clock } from "../timing/clock.ts";
import type { StallRecorder } from "../timing/stalls.ts";
import { FRAMERS } from "../wire/framers.ts";
import { MessageTooLongError } from "../wire/message.ts";
import type { Transport, WireEnd, WireObserver } from "../wire/transport.ts";
import { ByteHead } from "./byte-head.ts";
import type { ResolvedTarget } from "../providers/entrant.ts";
import { judge } from "./outcome.ts";
import type { Assignment, Place } from "./place.ts";
import { Recording } from "./recording.ts";
import { toSample } from "./to-sample.ts";
import { watch } from "./watchdog.ts";

export interface AttemptTools {
  readonly clock: Clock;
  readonly transport: Transport;
  readonly limits: Limits;
  readonly temperature: number;
  readonly stalls?: Pick<StallRecorder, "within">;
  readonly lanes?: Lanes | undefined;
}

export interface Attempted {
  readonly sample: Sample;
  readonly text: SampleText;
}

const KEPT_OF_A_REFUSAL = 64 * 1024;
const KEPT_OF_A_STREAM = 4 * 1024;

/**
 * Sends one request and records what comes back until it ends, fails or runs out of a limit. Never throws: a failure is in the
 * sample, with everything that came before it. `abort` stops it at once.
 */
export async function attempt(
  contestant: ResolvedTarget,
  place: Place,
  assignment: Assignment,
  tools: AttemptTools,
  abort: AbortSignal,
): Promise<Attempted> {
  const { clock } = tools;
  const { dialect, endpoint, quirks, target } = contestant;
  const limits = limitsFor(contestant, tools.limits);
  const recording = new Recording();
  const controller = new AbortController();
  const startedAt = new Date(clock.wallMs()).toISOString();
  let sentAt: Nanos = clock.now();
  let connection: Sample["connection"] = "cold";
  let headersAt: Nanos | undefined;
  let response: { status: number; headers: Headers } | undefined;
  let timeout: { phase: TimeoutPhase; afterMs: number } | undefined;
  let head = new ByteHead(KEPT_OF_A_STREAM);
  let bytesRead = 0;

  const framer = FRAMERS[dialect.framing]((message) => {
    recording.addMessage(dialect.decode(message));
  });
  const watchdog = watch(
    clock,
    limits,
    () => ({
      sentAt,
      hasHeaders: headersAt !== undefined,
      hasToken: recording.hasToken,
      lastReadAt: recording.lastReadAt ?? sentAt,
    }),
    (phase) => {
      if (phase !== undefined) timeout = { phase, afterMs: elapsedMs(sentAt, clock.now()) };
      controller.abort();
    },
  );
  const feed = (deliver: () => void): void => {
    try {
      deliver();
    } catch (error) {
      if (!(error instanceof MessageTooLongError)) throw error;
      recording.failure ??= tooLong();
      controller.abort();
    }
  };
  const observer: WireObserver = {
    sent: (at, kind) => {
      sentAt = at;
      connection = kind;
      watchdog.rearm();
    },
    headers: (status, headers, at) => {
      headersAt = at;
      response = { status, headers };
      if (!isSuccess(status)) head = new ByteHead(KEPT_OF_A_REFUSAL);
      watchdog.rearm();
    },
    read: (bytes, at) => {
      bytesRead += bytes.length;
      const hadToken = recording.hasToken;
      recording.openRead(at, bytes.length);
      if (!recording.hasToken) head.add(bytes);
      if (response === undefined || !isSuccess(response.status)) return;
      feed(() => framer.feed(bytes));
      lane?.reach(recording.chars);
      if (recording.isDone) watchdog.linger();
      else if (!hadToken && recording.hasToken) watchdog.rearm();
    },
  };

  const stop = (): void => controller.abort();
  abort.addEventListener("abort", stop);
  if (abort.aborted) stop();
  const request = dialect.encode(
    endpoint,
    { model: target.model, temperature: tools.temperature, ...assignment },
    quirks,
  );
  const lane = tools.lanes?.open(target.id, assignment.maxOutputTokens);
  let end: WireEnd;
  try {
    end = await tools.transport(request, observer, controller.signal);
  } finally {
    watchdog.stop();
    lane?.close();
    abort.removeEventListener("abort", stop);
  }
  // After a cut the rest of a message is half a message, and that is no fault of the protocol.
  if (response !== undefined && isSuccess(response.status) && end.failure === undefined) {
    feed(() => framer.end());
  }
  recording.finish();

  const refusal: Failure | undefined =
    response !== undefined && !isSuccess(response.status)
      ? dialect.explain({ ...response, body: head.text(), model: target.model, endpoint })
      : undefined;
  const failure =
    abort.aborted && timeout === undefined && !recording.isDone && end.failure !== undefined
      ? ({ kind: "aborted", message: "stopped before it ended" } satisfies Failure)
      : judge(
          {
            failure: refusal ?? recording.failure,
            timeout,
            network: end.failure,
            messages: recording.messages,
            bytes: bytesRead,
            hasToken: recording.hasToken,
            finishReason: recording.finishReason,
            isDone: recording.isDone,
            head: head.text(),
          },
          limits,
        );
  const stalls = tools.stalls?.within(sentAt, end.endedAt) ?? [];
  return {
    sample: toSample({
      target,
      clean: (text) => cleanText(redactName(text, endpoint)),
      place,
      promptId: assignment.promptId,
      startedAt,
      connection,
      sentAt,
      headersAt,
      endedAt: end.endedAt,
      status: response?.status,
      inspected: response === undefined ? {} : dialect.inspect(response.headers),
      contentEncoding: response?.headers.get("content-encoding") ?? undefined,
      recording,
      failure: failure === undefined ? undefined : redactFor(failure, endpoint),
      stalls,
    }),
    text: recording.text(),
  };
}

/** On this machine a connection is there at once or refused: what is waited for is the model. */
function limitsFor({ endpoint, quirks }: ResolvedTarget, limits: Limits): Limits {
  const mayBeLate = quirks.lateHeaders === true || isLoopback(endpoint.baseUrl);
  const headersMs = mayBeLate ? limits.lateHeadersMs : undefined;
  return headersMs === undefined ? limits : { ...limits, headersMs };
}

const isSuccess = (status: number): boolean => status >= 200 && status < 300;

const tooLong = (): Failure => ({
  kind: "protocol",
  message: "sent a single message without end (over 16 MiB)",
  advice: "check the URL; this is not the stream of a language model",
});
