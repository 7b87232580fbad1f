import { write } from "node:fs";

/** Where the result goes: text in order, whole, and nothing else. */
export interface Sink {
  /** Resolves once the system has all of it. Rejects with an `OutputError`; a reader that left is no error. */
  write(text: string): Promise<void>;
  /** Whether the reader has left (`| head -1`): what is written from now on goes nowhere, and nobody misses it. */
  isClosed(): boolean;
}

/** The result could not be written: a full disk, a file that is gone. Not the user's command line, so not a usage error. */
class OutputError extends Error {
  override readonly name = "OutputError";
  readonly advice = "Free some space, or send the output somewhere else.";
}

/** The reader closed its end. Windows says EOF for it, a socket ECONNRESET. */
const READER_LEFT: ReadonlySet<string> = new Set(["EPIPE", "EOF", "ECONNRESET"]);

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  EFBIG: "the file has reached the largest allowed size",
  EIO: "the device failed",
  EBADF: "it is closed",
};

/** How long to wait for a full pipe that will not block. */
const RETRY_MS = 5;

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error && typeof error.code === "string"
    ? error.code
    : "unknown error";

const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

/** One write(2) on the thread pool, so that a slow reader does not stop this thread. Resolves to the bytes taken. */
const writeSome = (fd: number, bytes: Uint8Array, offset: number): Promise<number> =>
  new Promise((resolve, reject) => {
    write(fd, bytes, offset, bytes.length - offset, null, (error, written) => {
      if (error === null || error === undefined) resolve(written);
      else reject(error);
    });
  });

async function writeAll(fd: number, bytes: Uint8Array): Promise<void> {
  for (let offset = 0; offset < bytes.length;) {
    try {
      // Bytes leave in order: each write waits for the one before it.
      // oxlint-disable-next-line no-await-in-loop
      offset += await writeSome(fd, bytes, offset);
    } catch (error) {
      // A pipe shared with a process that made it non-blocking. Bun.write sends the beginning again here (Bun 1.4.5: a reader of
      // 200,019 bytes got 264,852), so the loop is ours.
      if (codeOf(error) !== "EAGAIN") throw error;
      // oxlint-disable-next-line no-await-in-loop
      await pause(RETRY_MS);
    }
  }
}

/** A sink on an open file descriptor; `name` is what an error calls it. */
export function descriptorSink(fd: number, name: string): Sink {
  let closed = false;
  let last = Promise.resolve();
  const writeOne = async (text: string): Promise<void> => {
    if (closed) return;
    try {
      await writeAll(fd, new TextEncoder().encode(text));
    } catch (error) {
      const code = codeOf(error);
      if (!READER_LEFT.has(code)) {
        const reason = REASONS[code] ?? "the system refused";
        throw new OutputError(`Cannot write to ${name}: ${reason} (${code}).`, { cause: error });
      }
      closed = true;
    }
  };
  return {
    write: (text) => {
      const written = last.then(() => writeOne(text));
      last = written.catch(() => undefined);
      return written;
    },
    isClosed: () => closed,
  };
}

/** The sink of the result. `process.stdout` is left alone: touching it costs 7 ms and makes pipes non-blocking. */
export const stdoutSink = (): Sink => descriptorSink(1, "standard output");
