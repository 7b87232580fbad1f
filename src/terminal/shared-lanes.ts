import type { Lanes } from "../core/lanes.ts";

/** What one target streams at a moment. */
export interface LaneReading {
  /** Characters of the requests in flight, or of the last one when there is none. */
  readonly chars: number;
  /** The most tokens that these requests may bring. */
  readonly maxTokens: number;
  readonly inFlight: number;
}

const FIELDS = 3;
const CHARS = 0;
const MAX_TOKENS = 1;
const IN_FLIGHT = 2;

/** Memory that the measuring thread writes and the drawing thread reads: three numbers a target. */
export const lanesMemory = (targets: number): SharedArrayBuffer =>
  new SharedArrayBuffer(targets * FIELDS * Float64Array.BYTES_PER_ELEMENT);

/**
 * Lanes in shared memory. A message for each read would cost the measuring thread microseconds, and two stores cost nanoseconds;
 * a reader that sees one of them before the other draws a lane that is off by a read, for a tenth of a second.
 */
export function writeLanes(memory: SharedArrayBuffer, targets: readonly string[]): Lanes {
  const values = new Float64Array(memory);
  const places = new Map(targets.map((id, index) => [id, index * FIELDS]));
  const add = (at: number, amount: number): void => {
    values[at] = (values[at] ?? 0) + amount;
  };
  return {
    open: (target, maxOutputTokens) => {
      const at = places.get(target);
      if (at === undefined) return { reach: () => {}, close: () => {} };
      // The last request stays to be seen until the next one begins.
      if (values[at + IN_FLIGHT] === 0) values.fill(0, at, at + FIELDS);
      add(at + MAX_TOKENS, maxOutputTokens);
      add(at + IN_FLIGHT, 1);
      let reached = 0;
      return {
        reach: (chars) => {
          add(at + CHARS, chars - reached);
          reached = chars;
        },
        close: () => {
          add(at + IN_FLIGHT, -1);
          if (values[at + IN_FLIGHT] === 0) return;
          add(at + CHARS, 0 - reached);
          add(at + MAX_TOKENS, 0 - maxOutputTokens);
        },
      };
    },
  };
}

/** What is in the memory now, by target in the order in which they were written. */
export function readLanes(memory: SharedArrayBuffer): readonly LaneReading[] {
  const values = new Float64Array(memory);
  return Array.from({ length: values.length / FIELDS }, (_, index) => {
    const [chars = 0, maxTokens = 0, inFlight = 0] = values.subarray(index * FIELDS);
    return { chars, maxTokens, inFlight };
  });
}
