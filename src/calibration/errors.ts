import type { ReadRow } from "../core/sample.ts";
import type { Truth } from "./truth.ts";

/** One request as a race would have measured it. */
export interface Sighting {
  readonly requestId: string;
  /** On the clock that processes share. */
  readonly sentAtMs: number;
  readonly ttftMs: number;
  readonly reads: readonly ReadRow[];
}

/** What the client got wrong, over all requests. */
export interface Errors {
  /** Requests of which both sides know everything. */
  readonly requests: number;
  readonly ttftMs: readonly number[];
  readonly chunkMs: readonly number[];
}

interface Matched {
  readonly sighting: Sighting;
  readonly truth: Truth;
  /** When the client had each event with text, on the shared clock. */
  readonly arrivedAtMs: readonly number[];
}

/**
 * Holds what the client saw against what the server did. TTFT: the client's (from its stamp of sending) less the time from the
 * complete request at the server to the write of the first event, so the way over the loopback and everything that either side's
 * system adds is in the error. Chunk: the client's stamp of the read that completed an event less the server's stamp right before
 * its write. Requests that failed, and those that the server knows nothing of, are left out.
 */
export function errorsOf(
  sightings: readonly Sighting[],
  truths: ReadonlyMap<string, Truth>,
): Errors {
  const matched = sightings.flatMap((sighting): Matched[] => {
    const truth = truths.get(sighting.requestId);
    const arrivedAtMs = truth === undefined ? undefined : arrivals(sighting, truth.sentMs.length);
    return truth === undefined || arrivedAtMs === undefined
      ? []
      : [{ sighting, truth, arrivedAtMs }];
  });
  const gapMs = clockGapMs(matched);
  return {
    requests: matched.length,
    ttftMs: matched.map(({ sighting, truth }) => sighting.ttftMs - (truth.sentMs[0] ?? 0)),
    chunkMs: matched.flatMap((one) => delays(one).map((delay) => delay - gapMs)),
  };
}

/** When each of the `count` first events was complete; undefined when fewer came. */
function arrivals({ sentAtMs, reads }: Sighting, count: number): number[] | undefined {
  const arrived: number[] = [];
  let complete = 0;
  for (const [ms, , events] of reads) {
    complete += events;
    while (arrived.length < Math.min(complete, count)) arrived.push(sentAtMs + ms);
  }
  return count > 0 && arrived.length === count ? arrived : undefined;
}

const delays = ({ truth, arrivedAtMs }: Matched): number[] =>
  truth.sentMs.map((ms, index) => (arrivedAtMs[index] ?? 0) - (truth.receivedAtMs + ms));

/**
 * How far the server's clock is behind the client's: 0 unless something seems to arrive before it was sent, which happens when
 * the system's clock was set between the starts of the two processes. Then half the difference of the quickest ways there and
 * back, as NTP estimates it (RFC 5905, section 8).
 */
function clockGapMs(matched: readonly Matched[]): number {
  let there = Number.POSITIVE_INFINITY;
  let back = Number.POSITIVE_INFINITY;
  for (const one of matched) {
    there = Math.min(there, one.truth.receivedAtMs - one.sighting.sentAtMs);
    for (const delay of delays(one)) back = Math.min(back, delay);
  }
  return there < 0 || back < 0 ? (back - there) / 2 : 0;
}
