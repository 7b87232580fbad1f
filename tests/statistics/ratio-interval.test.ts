import { expect, test } from "bun:test";
import fc from "fast-check";
import { ratioOfSums } from "../../src/statistics/ratio-interval.ts";
import { expectClose } from "./close.ts";
import { normalSeries, shareOf } from "./simulate.ts";

const tokens = [512, 498, 530, 0, 477, 505, 520, 490];
const dollars = [0.0012, 0.0011, 0.0013, 0.0002, 0.0011, 0.0012, 0.00125, 0.00118];

test("tokens per dollar, a failed request included", () => {
  // numpy/scipy: R = Σy/Σx, se = √(Σ(y - Rx)²/7/8) · 8/Σy, R · exp(± t.ppf(.975, 7) se)
  const { ratio, interval } = ratioOfSums(tokens, dollars)!;
  expectClose(ratio, 414067.99531066825, 1e-12);
  expectClose(interval?.low, 386166.44780066924, 1e-10);
  expectClose(interval?.high, 443985.5034456426, 1e-10);
});

test("a wave of short and long answers widens the interval", () => {
  // numpy/scipy: rho of the residuals 0.513, so n_eff = 9 of 30 in the standard error and in t
  const wave = Array.from({ length: 30 }, (_, i) => 500 + 80 * Math.sin(i) + ((i * 7) % 5));
  const { interval } = ratioOfSums(wave, Array<number>(30).fill(0.001))!;
  expectClose(interval?.low, 463653.8943561648, 1e-10);
  expectClose(interval?.high, 550864.591364364, 1e-10);
});

test("is a ratio of sums, not a mean of ratios", () => {
  expect(ratioOfSums([1, 9], [1, 1])?.ratio).toBe(5);
  expectClose(ratioOfSums([1, 10], [1, 100])?.ratio, 11 / 101, 1e-14);
});

test("the same price for every token leaves no doubt", () => {
  expect(ratioOfSums([2, 4, 8], [1, 2, 4])).toEqual({ ratio: 2, interval: { low: 2, high: 2 } });
});

test("free has no ratio, nothing got has no interval, one pair neither", () => {
  expect(ratioOfSums([5, 5], [0, 0])).toBeUndefined();
  expect(ratioOfSums([], [])).toBeUndefined();
  expect(ratioOfSums([0, 0], [1, 1])).toEqual({ ratio: 0 });
  expect(ratioOfSums([5], [2])).toEqual({ ratio: 2.5 });
});

test("refuses lists that do not pair and values that are none", () => {
  expect(() => ratioOfSums([1, 2], [1])).toThrow(RangeError);
  expect(() => ratioOfSums([1, -2], [1, 1])).toThrow(RangeError);
  expect(() => ratioOfSums([1, Infinity], [1, 1])).toThrow(RangeError);
});

test("holds the estimate, scales with both units", () => {
  const pairs = fc.array(
    fc.tuple(fc.integer({ min: 0, max: 2000 }), fc.integer({ min: 1, max: 2000 })),
    { minLength: 2, maxLength: 40 },
  );
  fc.assert(
    fc.property(pairs, (list) => {
      const got = list.map(([y]) => y);
      const paid = list.map(([, x]) => x);
      const { ratio, interval } = ratioOfSums(got, paid)!;
      if (interval === undefined) return;
      expect(interval.low).toBeLessThanOrEqual(ratio);
      expect(interval.high).toBeGreaterThanOrEqual(ratio);
      expect(interval.low).toBeGreaterThanOrEqual(0);
      const scaled = ratioOfSums(
        got.map((y) => y * 4),
        paid.map((x) => x / 2),
      )!;
      expectClose(scaled.interval?.low, interval.low * 8, 1e-9);
      expectClose(scaled.ratio, ratio * 8, 1e-12);
    }),
  );
});

test("covers the true ratio with answers of very different length and a fixed price of the prompt", () => {
  const series = normalSeries("ratio");
  const lengths = (n: number): number[] => series(n).map((z) => 400 * Math.exp(0.6 * z));
  const mean = 400 * Math.exp(0.18);
  const truth = mean / (mean + 300);
  const coverage = shareOf(600, () => {
    const got = lengths(30);
    const { interval } = ratioOfSums(
      got,
      got.map((y) => y + 300),
    )!;
    return interval && interval.low <= truth && truth <= interval.high;
  });
  expect(coverage).toBeGreaterThan(0.9);
});
