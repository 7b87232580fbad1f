import type { Failure } from "../core/failure.ts";
import type { Limits } from "../core/plan.ts";
import type { Nanos } from "../core/units.ts";
import { openaiChat } from "../providers/openai-chat.ts";
import type { ResolvedTarget } from "../providers/entrant.ts";
import { attempt } from "../run/attempt.ts";
import type { Clock } from "../timing/clock.ts";
import { toSharedMs } from "../timing/shared-clock.ts";
import type { StallRecorder } from "../timing/stalls.ts";
import type { Transport } from "../wire/transport.ts";
import type { Sighting } from "./errors.ts";

export interface StreamTools {
  readonly clock: Clock;
  readonly transport: Transport;
  readonly stalls: Pick<StallRecorder, "within">;
  readonly abort: AbortSignal;
}

/** A server on this machine that takes longer than this is not served by the machine any more. */
const LIMITS: Limits = { headersMs: 3000, firstTokenMs: 3000, idleMs: 3000, totalMs: 5000 };
const PLACE = { phase: "measured", size: "short", block: 0, order: 0, attempt: 1 } as const;
const PROMPT = "Say something, as long as you may.";

/** One request over the path of a race, from the dialect's encoding to the sample. */
export async function stream(
  url: string,
  events: number,
  tools: StreamTools,
): Promise<Sighting | Failure> {
  let sentAt: Nanos | undefined;
  // A sample knows only times since its sending. Headers and reads go to the attempt's own functions, with nothing between.
  const transport: Transport = (request, observer, signal) =>
    tools.transport(
      request,
      {
        ...observer,
        sent: (at, connection) => {
          sentAt = at;
          observer.sent(at, connection);
        },
      },
      signal,
    );
  const { sample } = await attempt(
    targetAt(url),
    PLACE,
    { promptId: "calibration", prompt: PROMPT, maxOutputTokens: events },
    { ...tools, transport, limits: LIMITS, temperature: 0 },
    tools.abort,
  );
  const { failure, requestId, ttftMs, reads } = sample;
  if (failure !== undefined) return failure;
  if (sentAt === undefined || requestId === undefined || ttftMs === undefined) {
    return { kind: "protocol", message: "the server of known truth gave no complete answer" };
  }
  return { requestId, sentAtMs: toSharedMs(sentAt), ttftMs, reads };
}

const targetAt = (url: string): ResolvedTarget => ({
  target: { id: "calibration", provider: "simulated", model: "simulated", origin: url },
  dialect: openaiChat,
  endpoint: { baseUrl: `${url}/v1` },
  quirks: {},
});
