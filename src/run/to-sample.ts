import { compact } from "../core/compact.ts";
import type { Failure } from "../core/failure.ts";
import type { Target } from "../core/plan.ts";
import type { Sample, Tokens } from "../core/sample.ts";
import type { ServerTimings, Usage } from "../core/stream.ts";
import { elapsedMs } from "../core/units.ts";
import type { Nanos } from "../core/units.ts";
import { firstTimes } from "./first-times.ts";
import type { Stall } from "../timing/stalls.ts";
import type { Place } from "./place.ts";
import type { Recording } from "./recording.ts";

/** Everything that one attempt left behind, in instants of the monotonic clock. */
export interface Remains {
  readonly target: Target;
  /** Takes the key out of what the server says: some repeat it. */
  readonly clean: (text: string) => string;
  readonly place: Place;
  readonly promptId: string;
  readonly startedAt: string;
  readonly connection: Sample["connection"];
  readonly sentAt: Nanos;
  readonly headersAt: Nanos | undefined;
  readonly endedAt: Nanos;
  readonly status: number | undefined;
  readonly inspected: { readonly requestId?: string; readonly timings?: ServerTimings };
  readonly contentEncoding: string | undefined;
  readonly recording: Recording;
  readonly failure: Failure | undefined;
  readonly stalls: readonly Stall[];
}

/** The record of an attempt: milliseconds since its sending, and nothing absent filled in. */
export function toSample(remains: Remains): Sample {
  const { recording, sentAt, inspected } = remains;
  const reads = recording.rows(sentAt);
  const text = recording.text().all;
  const timings = { ...inspected.timings, ...recording.serverTimings };
  const cleaned = (said: string | undefined): string | undefined =>
    said === undefined ? undefined : remains.clean(said);
  return compact({
    target: remains.target.id,
    ...remains.place,
    prompt: remains.promptId,
    startedAt: remains.startedAt,
    status: remains.failure === undefined ? ("ok" as const) : ("failed" as const),
    failure: remains.failure,
    connection: remains.connection,
    httpStatus: remains.status,
    requestId: cleaned(inspected.requestId ?? recording.requestId),
    answeredModel: cleaned(recording.model),
    contentEncoding: remains.contentEncoding,
    headersMs: remains.headersAt === undefined ? undefined : elapsedMs(sentAt, remains.headersAt),
    ...firstTimes(reads),
    endMs: elapsedMs(sentAt, remains.endedAt),
    reads,
    tokens: toTokens(recording.usage),
    finishReason: recording.finishReason,
    serverTimings: Object.keys(timings).length > 0 ? timings : undefined,
    reportedCostUsd: recording.usage?.costUsd,
    textSha256: text === "" ? undefined : sha256(text),
    stalls:
      remains.stalls.length === 0
        ? undefined
        : remains.stalls.map(
            ({ from, to }) => [elapsedMs(sentAt, from), elapsedMs(sentAt, to)] as const,
          ),
  });
}

function toTokens(usage: Usage | undefined): Tokens {
  if (usage === undefined) return {};
  const { costUsd: _cost, ...counts } = usage;
  return counts.output === undefined ? counts : { ...counts, source: counts.source ?? "usage" };
}

const sha256 = (text: string): string => new Bun.CryptoHasher("sha256").update(text).digest("hex");
