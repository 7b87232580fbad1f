import { TOKENS_PER_CHUNK } from "./load.ts";
import type { Reading } from "./readings.ts";
import type { Outcome } from "./run-client.ts";
import type { StreamTruth } from "./truth.ts";

/** What a client got wrong, over all requests of a run. */
export interface Errors {
  readonly requests: number;
  readonly chunks: number;
  /** Requests that failed at the client, or whose chunks it did not count right. */
  readonly failed: number;
  /** Client's TTFT less the true one: from the request complete at the server to the write of the first chunk. */
  readonly ttftMs: readonly number[];
  /** Client's stamp of each chunk less the server's, taken just before its write. */
  readonly chunkMs: readonly number[];
  /** From the client's stamp of sending to the request complete at the server. A part of the error of TTFT. */
  readonly sendMs: readonly number[];
  /** Output speed of the client less the true one, in percent of the true one. */
  readonly speedPercent: readonly number[];
}

const NS_PER_MS = 1e6;

export function errorsOf({ readings, truth }: Outcome): Errors {
  const ttftMs: number[] = [];
  const chunkMs: number[] = [];
  const sendMs: number[] = [];
  const speedPercent: number[] = [];
  let failed = 0;
  for (const reading of readings.requests) {
    const known = truth.streams.get(reading.id);
    const arrivals = known === undefined ? undefined : arrivalsOf(reading, known);
    if (known === undefined || arrivals === undefined) {
      failed++;
      continue;
    }
    const first = known.stamps[0] ?? Number.NaN;
    const seenTtftMs = Number.isNaN(reading.ttftMs)
      ? ((arrivals[0] ?? Number.NaN) - reading.sentAt) / NS_PER_MS
      : reading.ttftMs;
    ttftMs.push(seenTtftMs - (first - known.receivedAt) / NS_PER_MS);
    sendMs.push((known.receivedAt - reading.sentAt) / NS_PER_MS);
    known.stamps.forEach((stamp, chunk) => {
      chunkMs.push(((arrivals[chunk] ?? Number.NaN) - stamp) / NS_PER_MS);
    });
    const seenSpeed = Number.isNaN(reading.outputSpeed) ? speedOf(arrivals) : reading.outputSpeed;
    speedPercent.push((seenSpeed / speedOf(known.stamps) - 1) * 100);
  }
  const requests = readings.requests.length;
  return { requests, chunks: chunkMs.length, failed, ttftMs, chunkMs, sendMs, speedPercent };
}

/** When the client had each chunk; undefined for a request that failed or lacks chunks. */
function arrivalsOf(reading: Reading, { stamps }: StreamTruth): Float64Array | undefined {
  const arrivals = new Float64Array(stamps.length);
  let chunk = 0;
  for (let at = 0; at < reading.reads.length; at += 2) {
    const complete = Math.min(reading.reads[at + 1] ?? 0, stamps.length);
    while (chunk < complete) arrivals[chunk++] = reading.reads[at] ?? Number.NaN;
  }
  return reading.failed || chunk < stamps.length ? undefined : arrivals;
}

/** Output speed of the first to the last of these instants, for chunks of equal size: (N - N1) / (t_last - t_first). */
function speedOf(instants: Float64Array): number {
  const span = (instants.at(-1) ?? Number.NaN) - (instants[0] ?? Number.NaN);
  return ((instants.length - 1) * TOKENS_PER_CHUNK * 1e9) / span;
}
