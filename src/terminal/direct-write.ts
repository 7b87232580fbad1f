import { writeSync } from "node:fs";

/** How long to wait for a terminal or pipe that was made non-blocking and is full. */
const RETRY_MS = 10;

/** Holds this thread. Only ever the drawing thread, which has nothing else to do. */
const block = (ms: number): void => {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
};

const isFull = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "EAGAIN";

/**
 * Writes to `fd` from whatever thread it is on; the streams of `process` would send the text through the main thread. Waits for a
 * slow reader. When the reader has gone it writes nothing from then on: a run goes on, unseen.
 */
export function directWriter(fd: number): (text: string) => void {
  let isGone = false;
  return (text) => {
    const bytes = new TextEncoder().encode(text);
    for (let offset = 0; offset < bytes.length && !isGone;) {
      try {
        offset += writeSync(fd, bytes, offset);
      } catch (error) {
        if (isFull(error)) block(RETRY_MS);
        else isGone = true;
      }
    }
  };
}
