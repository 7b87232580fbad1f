import { describe, expect, test } from "bun:test";
import { fromMs } from "../../src/core/units.ts";
import type { Nanos } from "../../src/core/units.ts";
import { createConnectionLedger, idleMsAfter } from "../../src/wire/connection-ledger.ts";

const second = (count: number): Nanos => fromMs(count * 1000);
const A = "https://a.example";
const B = "https://b.example";

describe("the ledger of idle connections", () => {
  test("knows none at first", () => {
    expect(createConnectionLedger().take(A, second(0))).toBe("cold");
  });

  test("gives out what came back, once", () => {
    const ledger = createConnectionLedger();
    ledger.giveBack(A, second(1), 60_000);
    expect(ledger.take(A, second(2))).toBe("warm");
    expect(ledger.take(A, second(2))).toBe("cold");
  });

  test("keeps origins apart: host, port and scheme", () => {
    const ledger = createConnectionLedger();
    ledger.giveBack(A, second(0), 60_000);
    expect(ledger.take(B, second(1))).toBe("cold");
    expect(ledger.take(`${A}:8443`, second(1))).toBe("cold");
    expect(ledger.take("http://a.example", second(1))).toBe("cold");
    expect(ledger.take(A, second(1))).toBe("warm");
  });

  test("counts as many as came back", () => {
    const ledger = createConnectionLedger();
    for (let index = 0; index < 3; index++) ledger.giveBack(A, second(0), 60_000);
    const taken = Array.from({ length: 4 }, () => ledger.take(A, second(1)));
    expect(taken).toEqual(["warm", "warm", "warm", "cold"]);
  });

  test("forgets a connection when its time is over, not before", () => {
    const ledger = createConnectionLedger();
    ledger.giveBack(A, second(10), 5000);
    ledger.giveBack(B, second(10), 5000);
    expect(ledger.take(A, second(14.999))).toBe("warm");
    expect(ledger.take(B, second(15))).toBe("cold");
  });

  test("does not keep a connection that ends with its body", () => {
    const ledger = createConnectionLedger();
    ledger.giveBack(A, second(0), 0);
    expect(ledger.take(A, second(0))).toBe("cold");
  });

  test("keeps 64 of a scheme, and drops the oldest for a newer one", () => {
    const ledger = createConnectionLedger();
    for (let index = 0; index < 64; index++) ledger.giveBack(A, second(0), 60_000);
    ledger.giveBack("http://c", second(0), 60_000);
    for (let index = 0; index < 10; index++) ledger.giveBack(B, second(1), 60_000);
    const warm = (origin: string): number =>
      Array.from({ length: 100 }, () => ledger.take(origin, second(2))).filter((x) => x === "warm")
        .length;
    expect([warm(A), warm(B), warm("http://c")]).toEqual([54, 10, 1]);
  });

  test("gives no room to connections whose time is over", () => {
    const ledger = createConnectionLedger();
    ledger.giveBack(A, second(0), 60_000);
    for (let index = 0; index < 63; index++) ledger.giveBack(B, second(0), 1000);
    ledger.giveBack(B, second(2), 60_000);
    expect(ledger.take(A, second(3))).toBe("warm");
  });
});

describe("how long a connection stays idle after an answer", () => {
  const after = (headers: Record<string, string>): number =>
    idleMsAfter(new Headers({ "transfer-encoding": "chunked", ...headers }));

  test("60 s unless the server says otherwise", () => {
    expect(after({})).toBe(60_000);
    expect(after({ connection: "keep-alive" })).toBe(60_000);
  });

  test("what the server says, at most the 5 minutes of the client", () => {
    expect(after({ "keep-alive": "timeout=5" })).toBe(5000);
    expect(after({ "keep-alive": "max=100, timeout=72" })).toBe(72_000);
    expect(after({ "keep-alive": "timeout=900" })).toBe(300_000);
    expect(after({ "keep-alive": "max=100" })).toBe(60_000);
  });

  test("not at all when the server closes it", () => {
    expect(after({ connection: "Close" })).toBe(0);
    expect(after({ connection: "close, x-hop" })).toBe(0);
  });

  test("not at all when nothing but its end ends the body", () => {
    expect(idleMsAfter(new Headers())).toBe(0);
    expect(idleMsAfter(new Headers({ "content-length": "2" }))).toBe(60_000);
  });
});
