import { expect, test } from "bun:test";
import fc from "fast-check";
import { binomialMass } from "../../src/statistics/binomial.ts";
import { clopperPearson } from "../../src/statistics/clopper-pearson.ts";
import { expectClose } from "./close.ts";

test.each([
  // scipy 1.17: stats.binomtest(k, n).proportion_ci(confidence, method="exact")
  [0, 10, 0.95, 0, 0.30849710781876294],
  [10, 10, 0.95, 0.6915028921812371, 1],
  [8, 10, 0.95, 0.4439045376923585, 0.9747892736731665],
  [57, 60, 0.95, 0.8607567532789, 0.9895676703556517],
  [1, 1000, 0.95, 2.5317487491674634e-5, 0.0055589242798499],
  [99_990, 100_000, 0.95, 0.9998161041546235, 0.9999520451048671],
  [27, 30, 0.99, 0.6796857787141072, 0.9884121883334975],
] as const)("%d of %d at %d", (successes, n, confidence, low, high) => {
  const interval = clopperPearson(successes, n, confidence);
  expectClose(interval.low, low, 1e-9);
  expectClose(interval.high, high, 1e-9);
});

test.each([
  // From the specification of the method: fewest attempts whose one-sided 95 % bound reaches the share, with so many misses
  [0.95, [59, 93, 124, 208]],
  [0.99, [299, 473, 628, 1049]],
  [0.9, [29, 46, 61, 103]],
] as const)("the lower bound reaches %d", (share, floors) => {
  for (const [index, misses] of [0, 1, 2, 5].entries()) {
    const n = floors[index]!;
    expect(clopperPearson(n - misses, n, 0.9).low).toBeGreaterThanOrEqual(share);
    expect(clopperPearson(n - 1 - misses, n - 1, 0.9).low).toBeLessThan(share);
  }
});

test("no attempts, no knowledge; nonsense is refused", () => {
  expect(clopperPearson(0, 0)).toEqual({ low: 0, high: 1 });
  expect(() => clopperPearson(3, 2)).toThrow(RangeError);
  expect(() => clopperPearson(-1, 2)).toThrow(RangeError);
  expect(() => clopperPearson(0.5, 2)).toThrow(RangeError);
});

test("covers every true share with at least 95 %, summed exactly", () => {
  for (const n of [5, 20, 60]) {
    const intervals = Array.from({ length: n + 1 }, (_, k) => clopperPearson(k, n));
    for (let share = 0.01; share < 1; share += 0.01) {
      const coverage = intervals.reduce(
        (sum, { low, high }, k) =>
          low <= share && share <= high ? sum + binomialMass(k, n, share) : sum,
        0,
      );
      expect(coverage).toBeGreaterThanOrEqual(0.95);
    }
  }
});

test("holds the estimate and mirrors", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500 }), fc.nat(), (n, seed) => {
      const k = seed % (n + 1);
      const { low, high } = clopperPearson(k, n);
      const mirror = clopperPearson(n - k, n);
      expect(low).toBeLessThanOrEqual(k / n);
      expect(high).toBeGreaterThanOrEqual(k / n);
      expect(Math.abs(1 - mirror.high - low)).toBeLessThan(1e-12);
    }),
  );
});
