/**
 * What a client of the bench hands back, as plain doubles: a head, then its requests one after another. The C reader writes the
 * same layout. Instants are nanoseconds of CLOCK_MONOTONIC; NaN where the client has no such thing.
 */
export interface Readings {
  /** CPU time of the process at both ends of the window, in microseconds. */
  readonly cpuFromUs: number;
  readonly cpuToUs: number;
  readonly windowFrom: number;
  readonly windowTo: number;
  /** CPU time from first start to last end, in microseconds. */
  readonly cpuTotalUs: number;
  /** Bytes: resident before the first start, largest resident, and what is still held of all requests at the end. */
  readonly memoryBefore: number;
  readonly memoryPeak: number;
  readonly memoryKept: number;
  /** Half of the tightest bracket in which both clocks were read. */
  readonly clockUncertaintyNs: number;
  readonly requests: readonly Reading[];
}

/** One request as its client saw it. */
export interface Reading {
  readonly id: number;
  readonly sentAt: number;
  readonly headersAt: number;
  readonly failed: boolean;
  /** The client's own metrics, where it computes them. */
  readonly ttftMs: number;
  readonly outputSpeed: number;
  /** Two numbers a read: the instant, and how many chunks were complete by then. */
  readonly reads: Float64Array;
}

const HEAD = 9;
const ROW = 7;

export function packReadings(readings: Readings): Float64Array {
  const size = readings.requests.reduce((sum, { reads }) => sum + ROW + reads.length, HEAD);
  const packed = new Float64Array(size);
  packed.set([
    readings.cpuFromUs,
    readings.cpuToUs,
    readings.windowFrom,
    readings.windowTo,
    readings.cpuTotalUs,
    readings.memoryBefore,
    readings.memoryPeak,
    readings.memoryKept,
    readings.clockUncertaintyNs,
  ]);
  let at = HEAD;
  for (const one of readings.requests) {
    packed.set(
      [
        one.id,
        one.sentAt,
        one.headersAt,
        one.failed ? 1 : 0,
        one.ttftMs,
        one.outputSpeed,
        one.reads.length / 2,
      ],
      at,
    );
    packed.set(one.reads, at + ROW);
    at += ROW + one.reads.length;
  }
  return packed;
}

/** The inverse of `packReadings`. Throws when the bytes are cut short: the client died. */
export function unpackReadings(bytes: ArrayBuffer): Readings {
  const packed = new Float64Array(bytes, 0, Math.floor(bytes.byteLength / 8));
  const number = (at: number): number => {
    const value = packed[at];
    if (value === undefined) throw new Error("a client of the bench ended before it told all");
    return value;
  };
  const requests: Reading[] = [];
  for (let at = HEAD; at < packed.length;) {
    const end = at + ROW + 2 * number(at + 6);
    if (end > packed.length) number(end);
    requests.push({
      id: number(at),
      sentAt: number(at + 1),
      headersAt: number(at + 2),
      failed: number(at + 3) !== 0,
      ttftMs: number(at + 4),
      outputSpeed: number(at + 5),
      reads: packed.subarray(at + ROW, end),
    });
    at = end;
  }
  return {
    cpuFromUs: number(0),
    cpuToUs: number(1),
    windowFrom: number(2),
    windowTo: number(3),
    cpuTotalUs: number(4),
    memoryBefore: number(5),
    memoryPeak: number(6),
    memoryKept: number(7),
    clockUncertaintyNs: number(8),
    requests,
  };
}
