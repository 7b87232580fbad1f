import { createParser } from "eventsource-parser";
import { MAX_MESSAGE_LENGTH, MessageTooLongError } from "./message.ts";
import type { Framer, Message } from "./message.ts";

const STREAM = { stream: true };

/**
 * Frames server-sent events: LF, CRLF and CR, comments, named events, multi-line data, a byte order mark, cuts anywhere, also
 * inside a character. Bytes that are no UTF-8 become U+FFFD. `end()` also gives out an event that lacks its blank line, which
 * a browser would drop: providers exist that close right after their last line.
 *
 * Throws `MessageTooLongError` when a message is longer than `limit`, or when `limit` characters (plus at most one read) went
 * by without completing one, whatever they are: an endless line, an event without end, nothing but comments.
 *
 * Source: https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream
 */
export function createSseFramer(
  onMessage: (message: Message) => void,
  limit = MAX_MESSAGE_LENGTH,
): Framer {
  // The parser takes the byte order mark away. A decoder that did so too would make us swallow a second one, which is text.
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  let sinceMessage = 0;

  // The parser's own limit does not see lines that it skips, so what bounds them all is counted here.
  const parser = createParser({
    onEvent: ({ event, data }) => {
      sinceMessage = 0;
      if (data.length > limit) throw tooLong();
      onMessage(event === undefined ? { data } : { event, data });
    },
  });

  const tooLong = (): MessageTooLongError => {
    parser.reset();
    return new MessageTooLongError(`no complete event within ${limit} characters`);
  };

  const push = (text: string): void => {
    sinceMessage += text.length;
    parser.feed(text);
    if (sinceMessage > limit) throw tooLong();
  };

  return {
    feed: (bytes) => push(decoder.decode(bytes, STREAM)),
    // Two line ends close whatever is open: the line, then the event. Where nothing is open they mean nothing.
    end: () => push(`${decoder.decode()}\n\n`),
  };
}
