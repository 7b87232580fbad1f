import type { Message } from "./dialects/dialect.ts";
import { textStep } from "./script.ts";
import type { Step } from "./script.ts";

/** How messages become bytes. */
export interface Framing {
  readonly kind: "sse" | "ndjson";
  readonly lineEnd: "\n" | "\r\n" | "\r";
  /** What stands between a field's name and its value. */
  readonly colon: ": " | ":";
  /** Begin with the byte order mark. */
  readonly byteOrderMark: boolean;
}

export const plainFraming = (kind: Framing["kind"]): Framing => ({
  kind,
  lineEnd: "\n",
  colon: ": ",
  byteOrderMark: false,
});

function frame(message: Message, framing: Framing): string {
  const { lineEnd, colon } = framing;
  if (framing.kind === "ndjson") {
    return message.data + lineEnd;
  }
  if (message.comment === true) {
    return `: ${message.data}${lineEnd}${lineEnd}`;
  }
  const name = message.name === undefined ? "" : `event${colon}${message.name}${lineEnd}`;
  return `${name}data${colon}${message.data}${lineEnd}${lineEnd}`;
}

/** One step a message. */
export const frameMessages = (messages: readonly Message[], framing: Framing): readonly Step[] =>
  messages.map((message, index) => {
    const mark = framing.byteOrderMark && index === 0 ? "\uFEFF" : "";
    return textStep(message.atMs, mark + frame(message, framing), message.label, message.tokens);
  });
