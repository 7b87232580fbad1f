import { open } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";

/** A file of JSON lines that grows while a run goes on, so that a crash loses at most the line being written. */
export interface Journal {
  readonly path: string;
  /** Queues a line. The text is made now, the write happens in the background and never blocks the event loop. */
  append(entry: object): void;
  /**
   * Waits for everything queued, then closes.
   * @returns the error of the first write that failed (a full disk, a lost folder), or undefined.
   */
  close(): Promise<Error | undefined>;
}

/**
 * Opens a new journal readable by its owner only.
 * @throws the system's error when the file cannot be made, or exists already.
 */
export async function openJournal(path: string): Promise<Journal> {
  const file: FileHandle = await open(path, "ax", 0o600);
  let failure: Error | undefined;
  let queue: Promise<void> = Promise.resolve();
  const write = async (line: string): Promise<void> => {
    if (failure !== undefined) return;
    try {
      await file.appendFile(line);
    } catch (error) {
      failure = error instanceof Error ? error : new Error(String(error));
    }
  };
  return {
    path,
    append: (entry) => {
      const line = `${JSON.stringify(entry)}\n`;
      queue = queue.then(() => write(line));
    },
    close: async () => {
      await queue;
      await file.close();
      return failure;
    },
  };
}
