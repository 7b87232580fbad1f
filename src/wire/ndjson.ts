import { MAX_MESSAGE_LENGTH, MessageTooLongError } from "./message.ts";
import type { Framer, Message } from "./message.ts";

const STREAM = { stream: true };

/**
 * Frames newline-delimited JSON: one message a line, LF or CRLF, blank lines skipped, a byte order mark at the start stripped,
 * cuts anywhere, also inside a character. `end()` gives out a last line without its line end. Bytes that are no UTF-8 become
 * U+FFFD. Throws `MessageTooLongError` when a line is longer than `limit` characters.
 */
export function createNdjsonFramer(
  onMessage: (message: Message) => void,
  limit = MAX_MESSAGE_LENGTH,
): Framer {
  const decoder = new TextDecoder();
  // Pieces of the open line, joined once: adding each read to a string and searching it anew is quadratic in the line's length.
  let pieces: string[] = [];
  let held = 0;

  const hold = (piece: string): void => {
    held += piece.length;
    if (held > limit) {
      pieces = [];
      throw new MessageTooLongError(`no end of line within ${limit} characters`);
    }
    pieces.push(piece);
  };

  const closeLine = (): void => {
    const line = pieces.length === 1 ? pieces[0]! : pieces.join("");
    pieces = [];
    held = 0;
    if (/\S/.test(line)) onMessage({ data: line.endsWith("\r") ? line.slice(0, -1) : line });
  };

  const push = (text: string): void => {
    let from = 0;
    for (let to = text.indexOf("\n"); to !== -1; to = text.indexOf("\n", from)) {
      hold(text.slice(from, to));
      closeLine();
      from = to + 1;
    }
    if (from < text.length) hold(text.slice(from));
  };

  return {
    feed: (bytes) => push(decoder.decode(bytes, STREAM)),
    end: () => {
      push(decoder.decode());
      closeLine();
    },
  };
}
