import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { completionCurve } from "../../src/statistics/kaplan-meier.ts";
import { longerThan, observed } from "../../src/statistics/observation.ts";
import { openQuantileInterval } from "../../src/statistics/open-quantile-interval.ts";
import { quantileRanks } from "../../src/statistics/quantile-interval.ts";
import { normalSeries, shareOf } from "./simulate.ts";

/** The values 1 … n: a bound is then its own rank. */
const ranks = (n: number) =>
  completionCurve(Array.from({ length: n }, (_, index) => observed(index + 1)));

describe("ends are exact one-sided bounds at 97.5 %", () => {
  // Ranks worked out with SciPy 1.17: largest l with binom.cdf(l - 1, n, p) <= 0.025, least u with binom.cdf(n - u, n, 1 - p) <= 0.025.
  test.each([
    [6, 0.5, 1, 6],
    [10, 0.5, 2, 9],
    [30, 0.5, 10, 21],
    [100, 0.5, 40, 61],
    [100, 0.95, 90, 100],
    [30, 0.9, 23, Infinity],
    [300, 0.99, 293, Infinity],
  ])("n = %d, p = %d: %d to %d", (n, p, low, high) => {
    expect(openQuantileInterval(ranks(n), p)).toEqual({ low, high });
  });

  test("where the values cannot give one it is open", () => {
    expect(openQuantileInterval(ranks(5), 0.5)).toEqual({ low: -Infinity, high: Infinity });
    expect(openQuantileInterval(ranks(20), 0.95)).toEqual({ low: 17, high: Infinity });
    expect(openQuantileInterval(ranks(71), 0.95).high).toBe(Infinity);
    expect(openQuantileInterval(ranks(72), 0.95).high).toBe(72);
    expect(openQuantileInterval(ranks(20), 0.05)).toEqual({ low: -Infinity, high: 4 });
  });
});

test("each end covers the truth in at least 97 %", () => {
  const series = normalSeries("open quantile interval");
  const truth = 1.6448536269514722;
  const draw = () => openQuantileInterval(completionCurve(series(40).map(observed)), 0.95);
  expect(shareOf(2000, () => draw().low <= truth)).toBeGreaterThanOrEqual(0.97);
  expect(shareOf(2000, () => draw().high >= truth)).toBeGreaterThanOrEqual(0.97);
});

test("it is never narrower than the shortest interval of that confidence, where there is one", () => {
  fc.assert(
    fc.property(fc.integer({ min: 6, max: 200 }), fc.constantFrom(0.5, 0.9, 0.95), (n, p) => {
      const narrow = quantileRanks(n, p);
      if (narrow === undefined) return;
      const { low, high } = openQuantileInterval(ranks(n), p);
      expect(high - low).toBeGreaterThanOrEqual(narrow.high - narrow.low);
    }),
  );
});

test("timeouts and failures leave the upper end open; a timeout still bounds from below", () => {
  const done = Array.from({ length: 10 }, (_, index) => observed(index + 1));
  const failed = Array.from({ length: 20 }, () => observed(Infinity));
  expect(openQuantileInterval(completionCurve([...done, ...failed]), 0.5)).toEqual({
    low: 10,
    high: Infinity,
  });
  const timedOut = Array.from({ length: 30 }, () => longerThan(60_000));
  expect(openQuantileInterval(completionCurve(timedOut), 0.5)).toEqual({
    low: 60_000,
    high: Infinity,
  });
});

test("fewer effective values widen it", () => {
  const plain = openQuantileInterval(ranks(60), 0.5);
  const wide = openQuantileInterval(ranks(60), 0.5, 20);
  expect(wide.low).toBeLessThan(plain.low);
  expect(wide.high).toBeGreaterThan(plain.high);
});
