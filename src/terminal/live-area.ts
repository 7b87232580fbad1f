import { Writable } from "node:stream";
import { createLogUpdate } from "log-update";
import { directWriter } from "./direct-write.ts";
import { screenAt } from "./screen-size.ts";
import type { ScreenSize } from "./screen-size.ts";

/** A terminal for log-update that is written to directly. */
class DirectTerminal extends Writable {
  readonly isTTY = true;
  readonly #fd: number;
  readonly #write: (text: string) => void;
  #size: ScreenSize;

  constructor(fd: number) {
    super({ decodeStrings: false });
    this.#fd = fd;
    this.#write = directWriter(fd);
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
    this.#write(text);
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
