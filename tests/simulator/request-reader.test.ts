import { expect, test } from "bun:test";
import fc from "fast-check";
import { RequestReader } from "../../src/simulator/request-reader.ts";
import type { HttpRequest } from "../../src/simulator/request-reader.ts";
import { postText } from "./raw-client.ts";

function readAll(bytes: Uint8Array, cuts: readonly number[]): HttpRequest[] {
  const reader = new RequestReader();
  const requests: HttpRequest[] = [];
  const places = [...new Set(cuts.map((cut) => cut % bytes.length)), bytes.length].toSorted(
    (a, b) => a - b,
  );
  let from = 0;
  for (const to of places) {
    reader.feed(bytes.subarray(from, to));
    from = to;
    for (let reading = reader.next(); reading.kind === "request"; reading = reader.next()) {
      requests.push(reading.request);
    }
  }
  return requests;
}

test("requests are read the same however the network cuts them", () => {
  const text = `${postText("/v1/x?y=1", { word: "café — ü" })}GET /models HTTP/1.1\r\nHost: a\r\n\r\n${postText("/z", {})}`;
  const bytes = new TextEncoder().encode(text);
  const whole = readAll(bytes, []);
  expect(whole.map(({ method, path, body }) => [method, path, body])).toEqual([
    ["POST", "/v1/x", '{"word":"café — ü"}'],
    ["GET", "/models", ""],
    ["POST", "/z", "{}"],
  ]);
  fc.assert(
    fc.property(fc.array(fc.nat(), { maxLength: 30 }), (cuts) => {
      expect(readAll(bytes, cuts)).toEqual(whole);
    }),
  );
});

const readOne = (text: string) => {
  const reader = new RequestReader();
  reader.feed(new TextEncoder().encode(text));
  return reader.next();
};

test("what is not a request is refused with a status and a reason", () => {
  expect(readOne("HELLO\r\n\r\n")).toMatchObject({ kind: "refused", status: 400 });
  expect(readOne(`GET / HTTP/1.1\r\nx: ${"a".repeat(70_000)}`)).toMatchObject({
    kind: "refused",
    status: 431,
  });
  expect(readOne("POST / HTTP/1.1\r\ncontent-length: many\r\n\r\n")).toMatchObject({ status: 400 });
  expect(readOne("POST / HTTP/1.1\r\ncontent-length: 99999999999\r\n\r\n")).toMatchObject({
    status: 413,
  });
  expect(readOne("POST / HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n")).toMatchObject({
    status: 411,
  });
});

test("the wish to close is read off the header and off the version", () => {
  const closes = (text: string): unknown => {
    const reading = readOne(text);
    return reading.kind === "request" && reading.request.close;
  };
  expect(closes("GET / HTTP/1.1\r\n\r\n")).toBe(false);
  expect(closes("GET / HTTP/1.1\r\nConnection: Close\r\n\r\n")).toBe(true);
  expect(closes("GET / HTTP/1.0\r\n\r\n")).toBe(true);
  expect(closes("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")).toBe(false);
});

test("a client that waits to be asked for its body is asked once", () => {
  const reader = new RequestReader();
  reader.feed(
    new TextEncoder().encode(
      "POST / HTTP/1.1\r\ncontent-length: 4\r\nexpect: 100-continue\r\n\r\n",
    ),
  );
  expect(reader.next()).toEqual({ kind: "incomplete", expectsContinue: true });
  reader.feed(new TextEncoder().encode("ab"));
  expect(reader.next()).toEqual({ kind: "incomplete", expectsContinue: false });
  reader.feed(new TextEncoder().encode("cd"));
  expect(reader.next()).toMatchObject({ kind: "request", request: { body: "abcd" } });
});
