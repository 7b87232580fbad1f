import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { MessageTooLongError } from "../../src/wire/message.ts";
import type { Framer, Message } from "../../src/wire/message.ts";
import { createNdjsonFramer } from "../../src/wire/ndjson.ts";
import { bytesOf, cut, everyCut, frame } from "./cutting.ts";

const STREAMS = [
  { name: "LF", body: '{"a":1}\n{"b":2}\n', messages: ['{"a":1}', '{"b":2}'] },
  { name: "CRLF", body: '{"a":1}\r\n{"b":2}\r\n', messages: ['{"a":1}', '{"b":2}'] },
  { name: "blank lines", body: "\n\r\n1\n \t\n\n2\n\n", messages: ["1", "2"] },
  { name: "no line end at the end", body: "1\n2", messages: ["1", "2"] },
  { name: "a final CR", body: "1\r\n2\r", messages: ["1", "2"] },
  { name: "a byte order mark", body: '\uFEFF{"a":1}\n\uFEFF2\n', messages: ['{"a":1}', "\uFEFF2"] },
  {
    name: "characters of one to four bytes",
    body: '"aé漢😀"\n"🏁"',
    messages: ['"aé漢😀"', '"🏁"'],
  },
  { name: "nothing", body: "", messages: [] },
];

describe("NDJSON framing", () => {
  for (const { name, body, messages } of STREAMS) {
    test(`gives the same messages wherever it is cut: ${name}`, () => {
      for (const pieces of everyCut(bytesOf(body))) {
        expect(frame(createNdjsonFramer, pieces)).toEqual(messages.map((data) => ({ data })));
      }
    });
  }

  test("gives back any JSON values, with any cuts", () => {
    const places = fc.array(fc.nat(), { maxLength: 20 });
    fc.assert(
      fc.property(
        fc.array(fc.jsonValue()),
        fc.constantFrom("\n", "\r\n"),
        places,
        (values, end, at) => {
          const body = bytesOf(values.map((value) => JSON.stringify(value) + end).join(""));
          const messages = frame(createNdjsonFramer, cut(body, at));
          expect(messages.map(({ data }) => data)).toEqual(
            values.map((value) => JSON.stringify(value)),
          );
        },
      ),
    );
  });

  test("gives the same messages for any bytes, wherever they are cut", () => {
    const byte = fc.oneof(fc.constantFrom(10, 13, 32, 0x7b, 0xe6, 0xbc, 0xa2), fc.nat(255));
    const places = fc.array(fc.nat(), { maxLength: 12 });
    fc.assert(
      fc.property(
        fc.array(byte).map((bytes) => Uint8Array.from(bytes)),
        places,
        (body, at) => {
          expect(frame(createNdjsonFramer, cut(body, at))).toEqual(
            frame(createNdjsonFramer, [body]),
          );
        },
      ),
      { numRuns: 1000 },
    );
  });

  test("gives a line out as soon as its line end is there", () => {
    const seen: string[] = [];
    const framer = createNdjsonFramer(({ data }) => seen.push(data));
    framer.feed(bytesOf("1\n2"));
    expect(seen).toEqual(["1"]);
  });

  test("takes a line of 4 MB in small pieces", () => {
    const long = "0123456789".repeat(400_000);
    const body = bytesOf(long);
    const places = Array.from({ length: body.length / 50 }, (_, index) => index * 50);
    expect(frame(createNdjsonFramer, cut(body, places))).toEqual([{ data: long }]);
  });

  test("refuses a line above the limit wherever it is cut, and takes one at the limit", () => {
    const create = (onMessage: (message: Message) => void): Framer =>
      createNdjsonFramer(onMessage, 20);
    for (const pieces of everyCut(bytesOf(`1\n${"x".repeat(20)}\n2\n`))) {
      expect(frame(create, pieces)).toHaveLength(3);
    }
    for (const pieces of everyCut(bytesOf(`1\n${"x".repeat(21)}\n2\n`))) {
      expect(() => frame(create, pieces)).toThrow(MessageTooLongError);
    }
  });

  test("gives up on a line without end as soon as it passes the limit", () => {
    const framer = createNdjsonFramer(() => {}, 1000);
    const piece = bytesOf("x".repeat(100));
    for (let fed = 0; fed < 1000; fed += 100) framer.feed(piece);
    expect(() => framer.feed(piece)).toThrow(MessageTooLongError);
  });
});
