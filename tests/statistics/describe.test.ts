import { expect, test } from "bun:test";
import fc from "fast-check";
import { describe } from "../../src/statistics/describe.ts";
import { expectClose } from "./close.ts";

test("gives mean, sample standard deviation and ends", () => {
  // numpy 2.4: np.mean, np.std(ddof=1)
  const { mean, stddev, ...rest } = describe([0.31, 2.7, 8.05, 3.3, 1.1, 0.02])!;
  expectClose(mean, 2.58);
  expectClose(stddev, 2.978274668327285);
  expect(rest).toEqual({ n: 6, min: 0.02, max: 8.05 });
});

test("keeps its digits when the mean is a billion times the spread", () => {
  // Known exactly: variance 30.
  expectClose(describe([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16])?.stddev, Math.sqrt(30), 1e-15);
});

test("corrects a mean that the sum could not give exactly", () => {
  // 0..12 on top of 1e15: the plain sum gives a mean of 5.875. Known: mean 6, variance 13 · 14 / 12.
  const { mean, stddev } = describe(Array.from({ length: 13 }, (_, index) => 1e15 + index))!;
  expect(mean).toBe(1e15 + 6);
  expectClose(stddev, Math.sqrt((13 * 14) / 12), 1e-15);
});

test("says nothing about no values, and no spread of one", () => {
  expect(describe([])).toBeUndefined();
  expect(describe([7])).toEqual({ n: 1, mean: 7, min: 7, max: 7 });
});

test("equal values have a spread of exactly zero and their value as mean", () => {
  expect(describe([0.1, 0.1, 0.1])).toEqual({ n: 3, mean: 0.1, stddev: 0, min: 0.1, max: 0.1 });
});

test("one failure makes the mean infinite and leaves no standard deviation", () => {
  expect(describe([1, Number.POSITIVE_INFINITY])).toEqual({
    n: 2,
    mean: Number.POSITIVE_INFINITY,
    min: 1,
    max: Number.POSITIVE_INFINITY,
  });
});

test("refuses NaN and minus infinity", () => {
  expect(() => describe([1, Number.NaN])).toThrow(RangeError);
  expect(() => describe([Number.NEGATIVE_INFINITY])).toThrow(RangeError);
});

test("the mean lies between the ends; doubling doubles everything", () => {
  const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 2 });
  fc.assert(
    fc.property(values, (list) => {
      const one = describe(list)!;
      const two = describe(list.map((value) => value * 2))!;
      expect(one.mean).toBeGreaterThanOrEqual(one.min);
      expect(one.mean).toBeLessThanOrEqual(one.max);
      // Halving and doubling are exact in binary, but for numbers near the smallest there are.
      expect(Math.abs(two.mean - 2 * one.mean)).toBeLessThan(1e-300);
      expect(Math.abs(two.stddev! - 2 * one.stddev!)).toBeLessThanOrEqual(
        1e-12 * two.stddev! + 1e-150,
      );
    }),
  );
});
