import { writeSync } from "node:fs";
import { Writable } from "node:stream";
import { createLogUpdate } from "log-update";
import { screenAt } from "./screen-size.ts";
import type { ScreenSize } from "./screen-size.ts";

/** How long to wait for a terminal that was made non-blocking and is full. */
const RETRY_MS = 10;

/** Holds this thread. Only ever the drawing thread, which has nothing else to do. */
const block = (ms: number): void => {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
};

const isFull = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "EAGAIN";

/** Writes to a terminal from whatever thread it is on. The streams of `process` would send the text through the main thread. */
class DirectTerminal extends Writable {
  readonly isTTY = true;
  readonly #fd: number;
  #size: ScreenSize;
  #gone = false;

  constructor(fd: number) {
    super({ decodeStrings: false });
    this.#fd = fd;
    this.#size = screenAt(fd);
  }

  measure(): ScreenSize {
    this.#size = screenAt(this.#fd);
    return this.#size;
  }

  get columns(): number {
    return this.#size.columns;
  }

  get rows(): number {
    return this.#size.rows;
  }

  override _write(text: string, _encoding: string, callback: () => void): void {
    const bytes = new TextEncoder().encode(text);
    for (let offset = 0; offset < bytes.length && !this.#gone;) {
      try {
        offset += writeSync(this.#fd, bytes, offset);
      } catch (error) {
        // The window was closed: the run goes on, unseen.
        if (isFull(error)) block(RETRY_MS);
        else this.#gone = true;
      }
    }
    callback();
  }
}

/** Lines at the bottom of a terminal that are drawn over again and again. */
export interface LiveArea {
  /** Draws lines made for the size that the terminal has now. */
  draw(linesFor: (size: ScreenSize) => readonly string[]): void;
  /** Removes the lines. */
  clear(): void;
}

/**
 * A live area on the terminal at `fd`. The cursor is never hidden, so that no way to end (kill -9 among them) leaves it hidden;
 * it rests on the empty line below the area. Writes are synchronous: a stopped terminal stops the calling thread.
 */
export function openLiveArea(fd: number): LiveArea {
  const terminal = new DirectTerminal(fd);
  const update = createLogUpdate(terminal, { showCursor: true });
  return {
    draw: (linesFor) => update(linesFor(terminal.measure()).join("\n")),
    clear: () => update.clear(),
  };
}
