import type { Framer, Message } from "../../src/wire/message.ts";

type CreateFramer = (onMessage: (message: Message) => void) => Framer;

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** All messages of a body that arrives in these pieces. */
export function frame(create: CreateFramer, pieces: readonly Uint8Array[]): Message[] {
  const messages: Message[] = [];
  const framer = create((message) => messages.push(message));
  for (const piece of pieces) framer.feed(piece);
  framer.end();
  return messages;
}

/** The body cut at these places, in any order; a place beyond its end is taken modulo its length. */
export function cut(body: Uint8Array, places: readonly number[]): Uint8Array[] {
  const sorted = places.map((place) => place % (body.length + 1)).toSorted((a, b) => a - b);
  const ends = [...sorted, body.length];
  return ends.map((end, index) => body.subarray(ends[index - 1] ?? 0, end));
}

/** Every way to cut a body once, and all of it byte by byte. */
export function everyCut(body: Uint8Array): Uint8Array[][] {
  const single = Array.from({ length: body.length + 1 }, (_, place) => cut(body, [place]));
  return [
    ...single,
    cut(
      body,
      Array.from(body, (_, place) => place),
    ),
  ];
}
