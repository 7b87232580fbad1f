import { expect, test } from "bun:test";
import fc from "fast-check";
import { binomialMass } from "../../src/statistics/binomial.ts";
import { effectiveSizeOfValues } from "../../src/statistics/effective-size.ts";
import { normalQuantile } from "../../src/statistics/normal.ts";
import { median, quantile } from "../../src/statistics/quantile.ts";
import {
  quantileInterval,
  quantileRanks,
  sampleFloor,
  stretchedRanks,
} from "../../src/statistics/quantile-interval.ts";
import { sorted } from "../../src/statistics/sorted.ts";
import { expectClose } from "./close.ts";
import { normalSeries, shareOf } from "./simulate.ts";

test.each([
  // From the specification of the method, found there with scipy.
  [0.5, 6, 1, 6],
  [0.5, 10, 2, 9],
  [0.5, 20, 6, 15],
  [0.5, 30, 10, 21],
  [0.5, 60, 22, 38],
  [0.5, 100, 40, 60],
  [0.5, 200, 86, 114],
  [0.9, 30, 22, 30],
  [0.9, 60, 50, 59],
  [0.9, 100, 84, 96],
  [0.95, 59, 50, 59],
  [0.95, 60, 52, 60],
  [0.95, 100, 91, 100],
  [0.95, 200, 183, 196],
  [0.95, 300, 278, 293],
  [0.99, 300, 290, 300],
] as const)("the %d quantile of %d values lies between ranks %d and %d", (p, n, low, high) => {
  expect(quantileRanks(n, p)).toMatchObject({ low, high });
});

test.each([
  [0.5, 6],
  [0.75, 11],
  [0.9, 29],
  [0.95, 59],
  [0.99, 299],
  [0.999, 2995],
] as const)("the %d quantile needs %d values at 95 %%", (p, floor) => {
  expect(sampleFloor(p)).toBe(floor);
  expect(quantileRanks(floor, p)).toBeDefined();
  expect(quantileRanks(floor - 1, p)).toBeUndefined();
});

test("the floor is as high at both ends, and higher for more confidence", () => {
  expect(sampleFloor(0.05)).toBe(59);
  // 1 - 0.95^n >= 0.99 from n = 90 on.
  expect(sampleFloor(0.95, 0.99)).toBe(90);
});

/** The definition, tried out on every pair of ranks. */
function narrowestByTrying(n: number, p: number): number | undefined {
  let narrowest: number | undefined;
  for (let low = 1; low < n; low++) {
    let inside = 0;
    for (let high = low + 1; high <= n; high++) {
      inside += binomialMass(high - 1, n, p);
      if (inside < 0.95) continue;
      narrowest = Math.min(narrowest ?? n, high - low);
      break;
    }
  }
  return narrowest;
}

const level = fc.double({ min: 0.02, max: 0.98, noNaN: true });

test("no narrower pair of ranks reaches the confidence", () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 120 }), level, (n, p) => {
      const ranks = quantileRanks(n, p);
      expect(ranks === undefined ? undefined : ranks.high - ranks.low).toBe(
        narrowestByTrying(n, p),
      );
      if (ranks !== undefined) expect(ranks.coverage).toBeGreaterThanOrEqual(0.95);
    }),
  );
});

test("the coverage told is the real one: [x2, x9] of 10 holds the median in 97.9 %", () => {
  expectClose(quantileRanks(10, 0.5)?.coverage, 1002 / 1024, 1e-14);
});

test("100,000 values are no problem", () => {
  const ranks = quantileRanks(100_000, 0.95)!;
  // Normal approximation: 95,000 ± 1.96 · √4750, 135 to either side.
  expect(ranks.low).toBeWithin(94_860, 94_871);
  expect(ranks.high).toBeWithin(95_131, 95_141);
});

test("fewer effective values stretch the ranks outwards", () => {
  // [2, 9] of 10, stretched to 30: floor(6), ceil(27). Independent it would be [10, 21].
  expect(stretchedRanks(30, 0.5, 10)).toMatchObject({ low: 6, high: 27 });
  expect(stretchedRanks(27, 0.5, 10)).toMatchObject({ low: 5, high: 25 });
  expect(stretchedRanks(100, 0.95, 58)).toBeUndefined();
  expect(() => stretchedRanks(10, 0.5, 11)).toThrow(RangeError);
});

test("the upper end is infinite when its rank falls on a failure", () => {
  const values = [...Array.from({ length: 28 }, (_, index) => index + 1), Infinity, Infinity];
  expect(quantileInterval(sorted(values), 0.5)).toMatchObject({ low: 10, high: 21 });
  expect(quantileInterval(sorted(values), 0.9)).toMatchObject({ low: 22, high: Infinity });
});

test("the interval holds the estimate, scales with the unit and only widens with fewer effective values", () => {
  const times = fc.array(fc.double({ min: 0.001, max: 1e6, noNaN: true }), {
    minLength: 6,
    maxLength: 90,
  });
  fc.assert(
    fc.property(times, level, fc.double({ min: 0.3, max: 1, noNaN: true }), (list, p, share) => {
      const values = sorted(list);
      const plain = quantileInterval(values, p);
      if (plain === undefined) return;
      const estimate = quantile(values, p)!;
      expect(plain.low).toBeLessThanOrEqual(estimate);
      expect(plain.high).toBeGreaterThanOrEqual(estimate);
      const doubled = quantileInterval(sorted(list.map((value) => value * 2)), p)!;
      expect([doubled.low, doubled.high]).toEqual([plain.low * 2, plain.high * 2]);
      const stretched = quantileInterval(values, p, Math.ceil(share * list.length));
      if (stretched === undefined) return;
      expect(stretched.low).toBeLessThanOrEqual(estimate);
      expect(stretched.high).toBeGreaterThanOrEqual(estimate);
    }),
  );
});

test("the interval of the median holds the mean of the two middle values", () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 1, max: 9, noNaN: true }), { minLength: 6 }), (list) => {
      const values = sorted(list);
      const { low, high } = quantileInterval(values, 0.5)!;
      expect(median(values)!).toBeWithin(low, high + 1e-12);
    }),
  );
});

test("refuses levels that are none", () => {
  expect(() => quantileRanks(10, 1)).toThrow(RangeError);
  expect(() => sampleFloor(0)).toThrow(RangeError);
  expect(() => sampleFloor(0.5, 1)).toThrow(RangeError);
});

test.each([
  // Simulated with log-normal times; 800 runs have a standard error of 0.008 at 0.95.
  [0.5, 30, 0, 0.94],
  [0.95, 100, 0, 0.94],
  [0.5, 60, 0.6, 0.9],
] as const)("covers the true %d quantile (n = %d, autocorrelation %d)", (p, n, rho, least) => {
  const series = normalSeries(`quantile ${p} ${n} ${rho}`);
  const truth = Math.exp(0.4 * normalQuantile(p));
  const coverage = shareOf(800, () => {
    const times = series(n, rho).map((z) => Math.exp(0.4 * z));
    const { nEffective } = effectiveSizeOfValues(times);
    const interval = quantileInterval(sorted(times), p, nEffective);
    return interval && interval.low <= truth && truth <= interval.high;
  });
  expect(coverage).toBeGreaterThanOrEqual(least);
});
