import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { loadFor, parallelOf } from "../../src/calibration/load.ts";
import { aPlan, aTarget } from "../support/plans.ts";

describe("the load", () => {
  test("has as many streams as the plan, up to 256, and takes about as long for any number of them", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), (parallel) => {
        const { streams, rounds, events, eventEveryMs } = loadFor(parallel);
        expect(streams).toBe(Math.min(parallel, 256));
        expect(streams * rounds).toBeGreaterThanOrEqual(20);
        expect(events).toBeGreaterThanOrEqual(3);
        expect(rounds * events * eventEveryMs).toBeWithin(1000, 1201);
        expect((streams * 1000) / eventEveryMs).toBeLessThanOrEqual(6400);
      }),
    );
  });

  test("sends each stream 50 events a second, and fewer where there are many", () => {
    expect(loadFor(1)).toEqual({ streams: 1, rounds: 20, events: 3, eventEveryMs: 20 });
    expect(loadFor(128).eventEveryMs).toBe(20);
    expect(loadFor(256)).toEqual({ streams: 256, rounds: 2, events: 15, eventEveryMs: 40 });
  });
});

describe("requests in flight at once", () => {
  const targets = [
    aTarget("a", { origin: "https://a.test" }),
    aTarget("b", { origin: "https://b.test" }),
    aTarget("b2", { origin: "https://b.test" }),
  ];

  test("are one per origin and lane", () => {
    expect(parallelOf(aPlan({ targets }))).toBe(2);
    expect(parallelOf(aPlan({ targets, concurrency: 8 }))).toBe(16);
  });

  test("are one per lane in a serial run", () => {
    expect(parallelOf(aPlan({ targets, serial: true, concurrency: 3 }))).toBe(3);
  });
});
