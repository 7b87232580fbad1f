import { describe, expect, test } from "bun:test";
import { errorsOf } from "../../src/calibration/errors.ts";
import type { Sighting } from "../../src/calibration/errors.ts";
import { readTruth } from "../../src/calibration/truth.ts";
import type { Truth } from "../../src/calibration/truth.ts";
import type { ReadRow } from "../../src/core/sample.ts";

const read = (ms: number, events = 1): ReadRow => [ms, 100, events, 4 * events, 0, 0];

/** Sent at 1000, received 1 ms later, events after 20, 40 and 60 ms, each seen 2 ms after it was sent; the end mark with the last. */
const aSighting = (fields: Partial<Sighting> = {}): Sighting => ({
  requestId: "r1",
  sentAtMs: 1000,
  ttftMs: 23,
  reads: [read(23), read(43), read(63, 3)],
  ...fields,
});
const aTruth = (fields: Partial<Truth> = {}): Truth => ({
  receivedAtMs: 1001,
  sentMs: [20, 40, 60],
  ...fields,
});
const truths = (truth: Truth = aTruth()): ReadonlyMap<string, Truth> => new Map([["r1", truth]]);

describe("the errors of a client", () => {
  test("are its TTFT less the server's own, and each stamp less the moment of the write", () => {
    const errors = errorsOf([aSighting()], truths());
    expect(errors.requests).toBe(1);
    expect(errors.ttftMs).toEqual([3]);
    expect(errors.chunkMs).toEqual([2, 2, 2]);
  });

  test("hold the whole delay of events that came together in one read", () => {
    const errors = errorsOf([aSighting({ reads: [read(63, 3)] })], truths());
    expect(errors.chunkMs).toEqual([42, 22, 2]);
  });

  test("count an event with the read that completed it", () => {
    const reads = [read(23), read(30, 0), read(43), read(63)];
    expect(errorsOf([aSighting({ reads })], truths()).chunkMs).toEqual([2, 2, 2]);
  });

  test("leave out requests that are unknown to the server or came in part only", () => {
    const unknown = aSighting({ requestId: "r2" });
    const cut = aSighting({ reads: [read(23)] });
    expect(errorsOf([unknown, cut], truths())).toEqual({ requests: 0, ttftMs: [], chunkMs: [] });
    expect(errorsOf([unknown, aSighting()], truths()).requests).toBe(1);
  });

  test("do not suffer when the system's clock was set between the starts of the processes", () => {
    const usual = errorsOf([aSighting()], truths());
    for (const setByMs of [-500, 500]) {
      const errors = errorsOf([aSighting()], truths(aTruth({ receivedAtMs: 1001 + setByMs })));
      expect(errors.ttftMs).toEqual(usual.ttftMs);
      // The way there took 1 ms and the way back 2 ms: without a common clock they pass for 1.5 ms each.
      for (const error of errors.chunkMs) expect(error).toBeCloseTo(1.5, 9);
    }
  });
});

describe("the truth log", () => {
  test("gives the writes that carried text, by request", () => {
    const line = JSON.stringify({
      requestId: "r1",
      receivedAtMs: 5,
      sent: [
        ["headers+answer", 1, 20, 20.1],
        ["answer", 1, 40, 40.2],
        ["finish+end", 0, 40, 40.2],
      ],
    });
    const truth = readTruth(`${line}\nno JSON\n{"requestId":"r2"}\n`);
    expect([...truth]).toEqual([["r1", { receivedAtMs: 5, sentMs: [20.1, 40.2] }]]);
  });
});
