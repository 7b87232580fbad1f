import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { MessageTooLongError } from "../../src/wire/message.ts";
import { createSseFramer } from "../../src/wire/sse.ts";
import { bytesOf, cut, everyCut, frame } from "./cutting.ts";

// Each with the messages that the HTML standard's parsing rules give, written down by hand.
const STREAMS = [
  { name: "LF", body: "data: a\n\ndata: b\n\n", messages: [{ data: "a" }, { data: "b" }] },
  {
    name: "CRLF",
    body: "data: a\r\n\r\ndata: b\r\n\r\n",
    messages: [{ data: "a" }, { data: "b" }],
  },
  { name: "CR", body: "data: a\r\rdata: b\r\r", messages: [{ data: "a" }, { data: "b" }] },
  {
    name: "mixed line ends",
    body: "data: a\r\n\ndata: b\r\r\ndata: c\n\rdata: d\n\r\n",
    messages: [{ data: "a" }, { data: "b" }, { data: "c" }, { data: "d" }],
  },
  {
    name: "no space after the colon, and only one stripped",
    body: "data:{}\n\ndata:  x\n\n",
    messages: [{ data: "{}" }, { data: " x" }],
  },
  {
    name: "several data lines, one of them empty",
    body: "data: a\ndata:\ndata: b\n\n",
    messages: [{ data: "a\n\nb" }],
  },
  {
    name: "named events, the name valid for one event",
    body: "event: error\ndata: a\n\ndata: b\n\n",
    messages: [{ event: "error", data: "a" }, { data: "b" }],
  },
  {
    name: "comments, ids, retries, unknown fields, an event without data",
    body: ": OPENROUTER PROCESSING\n\n:\nid: 7\nretry: 10\nfoo: bar\nevent: ping\n\ndata: a\n\n",
    messages: [{ data: "a" }],
  },
  {
    name: "a byte order mark, and others that are text",
    body: "\uFEFFdata: \uFEFFa\n\n\uFEFFdata: lost\n\ndata: b\n\n",
    messages: [{ data: "\uFEFFa" }, { data: "b" }],
  },
  {
    name: "two byte order marks, of which one is text",
    body: "\uFEFF\uFEFFdata: lost\n\ndata: b\n\n",
    messages: [{ data: "b" }],
  },
  {
    name: "characters of one to four bytes",
    body: "data: aé漢😀\n\nevent: ü\ndata: 🏁\n\n",
    messages: [{ data: "aé漢😀" }, { event: "ü", data: "🏁" }],
  },
  {
    name: "no final blank line",
    body: "data: a\n\ndata: b\n",
    messages: [{ data: "a" }, { data: "b" }],
  },
  {
    name: "no final line end",
    body: "data: a\n\ndata: b",
    messages: [{ data: "a" }, { data: "b" }],
  },
  { name: "a final CR", body: "data: a\r\rdata: b\r", messages: [{ data: "a" }, { data: "b" }] },
  { name: "nothing", body: "", messages: [] },
  { name: "something else", body: "<html>\n<body>502</body>\n</html>\n", messages: [] },
];

describe("SSE framing", () => {
  for (const { name, body, messages } of STREAMS) {
    test(`gives the same messages wherever it is cut: ${name}`, () => {
      for (const pieces of everyCut(bytesOf(body))) {
        expect(frame(createSseFramer, pieces)).toEqual(messages);
      }
    });
  }

  test("gives back every generated stream, with any line ends and any cuts", () => {
    const line = fc.string({ unit: "grapheme" }).map((value) => value.replaceAll(/[\r\n\0]/g, ""));
    const event = fc.record({
      event: fc.option(line.filter((value) => value !== "")),
      data: fc.array(line, { minLength: 1, maxLength: 3 }),
      comment: fc.option(line),
      end: fc.constantFrom("\n", "\r\n", "\r"),
      space: fc.constantFrom("", " "),
    });
    fc.assert(
      fc.property(fc.array(event), fc.array(fc.nat(), { maxLength: 20 }), (events, places) => {
        // Without the optional space, one that begins the value would be taken for it.
        const value = (space: string, from: string): string =>
          (space === "" && from.startsWith(" ") ? " " : space) + from;
        const body = events
          .map(({ event: type, data, comment, end, space }) =>
            [
              ...(comment === null ? [] : [`:${comment}`]),
              ...(type === null ? [] : [`event:${value(space, type)}`]),
              ...data.map((part) => `data:${value(space, part)}`),
              "",
              "",
            ].join(end),
          )
          .join("");
        const expected = events.map(({ event: type, data }) => ({
          ...(type === null ? {} : { event: type }),
          data: data.join("\n"),
        }));
        expect(frame(createSseFramer, cut(bytesOf(body), places))).toEqual(expected);
      }),
    );
  });

  test("gives the same messages for any bytes, valid UTF-8 or not, wherever they are cut", () => {
    const token = fc.oneof(
      fc.constantFrom(
        "data:",
        "data: ",
        "event: ",
        "id: ",
        ":",
        "\n",
        "\r",
        "\r\n",
        "\uFEFF",
        "漢",
        "x",
      ),
      fc.constantFrom("dat", "e", " ", "data: {}\n\n"),
    );
    const bytes = fc.oneof(
      fc.array(token).map((tokens) => bytesOf(tokens.join(""))),
      fc.array(fc.oneof(token.map(bytesOf), fc.uint8Array({ maxLength: 4 }))).map(joined),
    );
    fc.assert(
      fc.property(bytes, fc.array(fc.nat(), { maxLength: 12 }), (body, places) => {
        expect(frame(createSseFramer, cut(body, places))).toEqual(frame(createSseFramer, [body]));
      }),
      { numRuns: 1000 },
    );
  });

  test("puts a replacement character where bytes are not UTF-8", () => {
    const body = Uint8Array.from([...bytesOf("data: a"), 0xff, 0xe2, 0x82, ...bytesOf("b\n\n")]);
    expect(frame(createSseFramer, [body])).toEqual([{ data: "a\uFFFD\uFFFDb" }]);
  });

  test("gives a message out as soon as its last byte is there, also with CR and CRLF", () => {
    for (const end of ["\n\n", "\r\r", "\r\n\r\n"]) {
      const seen: string[] = [];
      const framer = createSseFramer(({ data }) => seen.push(data));
      framer.feed(bytesOf(`data: a${end}`));
      expect(seen).toEqual(["a"]);
    }
  });

  test("end() twice gives the pending event once", () => {
    const seen: string[] = [];
    const framer = createSseFramer(({ data }) => seen.push(data));
    framer.feed(bytesOf("data: a"));
    framer.end();
    framer.end();
    expect(seen).toEqual(["a"]);
  });
});

describe("SSE framing of a stream without end", () => {
  const endless = {
    "a data line": "x".repeat(64),
    "an event of many lines": "data: x\n".repeat(8),
    "a comment": "x".repeat(64),
    "many comments": ": ping\n\n".repeat(8),
    "lines that are no SSE": "<p>hello</p>\n".repeat(8),
  };
  const heads: Record<string, string> = { "a data line": "data: ", "a comment": ": " };

  for (const [name, piece] of Object.entries(endless)) {
    test(`gives up: ${name}`, () => {
      const limit = 1000;
      const framer = createSseFramer(() => {}, limit);
      framer.feed(bytesOf(heads[name] ?? ""));
      let fed = 0;
      const feedOn = (): void => {
        while (fed < 10 * limit) {
          fed += piece.length;
          framer.feed(bytesOf(piece));
        }
      };
      expect(feedOn).toThrow(MessageTooLongError);
      expect(fed).toBeLessThan(limit + 2 * piece.length);
    });
  }

  test("refuses a too long message that one read brings whole", () => {
    const framer = createSseFramer(() => {}, 1000);
    expect(() => framer.feed(bytesOf(`data: ${"x".repeat(1001)}\n\n`))).toThrow(
      MessageTooLongError,
    );
  });

  test("has no limit on the length of a stream", () => {
    let messages = 0;
    const framer = createSseFramer(() => messages++, 100);
    for (let index = 0; index < 1000; index++) framer.feed(bytesOf(": ping\n\ndata: x\n\n"));
    expect(messages).toBe(1000);
  });

  test("takes a message of 4 MB in small pieces", () => {
    const long = "0123456789".repeat(400_000);
    const body = bytesOf(`data: ${long}\n\n`);
    const places = Array.from({ length: body.length / 50 }, (_, index) => index * 50);
    expect(frame(createSseFramer, cut(body, places))).toEqual([{ data: long }]);
  });
});

test("an empty read changes nothing", () => {
  const pieces = [bytesOf("data: a"), new Uint8Array(), bytesOf("\n\n"), new Uint8Array()];
  expect(frame(createSseFramer, pieces)).toEqual([{ data: "a" }]);
});

function joined(parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}
