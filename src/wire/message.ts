/** One complete message of a stream: an SSE event, or a line of NDJSON (which has no `event`). */
export interface Message {
  readonly event?: string;
  readonly data: string;
}

/** Turns the bytes of a body into messages, whatever way the network cut them. */
export interface Framer {
  /** Bytes of one read. Calls back, synchronously, once for each message that they complete. */
  feed(bytes: Uint8Array): void;
  /** The body is over: gives out a last message that lacked its end, if it is there. */
  end(): void;
}

/** Thrown by `feed` when a message grows past the limit, so that a hostile server cannot fill the memory. */
export class MessageTooLongError extends Error {
  override readonly name = "MessageTooLongError";
}

/** Largest message accepted. Ollama's last line holds the whole context as numbers, about 1 MB at 128k tokens. */
export const MAX_MESSAGE_LENGTH = 16 * 1024 * 1024;
