import { expect, test } from "bun:test";
import fc from "fast-check";
import { median, quantile } from "../../src/statistics/quantile.ts";
import { sorted } from "../../src/statistics/sorted.ts";

const INFINITE = Number.POSITIVE_INFINITY;
const upTo = (n: number): number[] => Array.from({ length: n }, (_, index) => index + 1);

test("takes the value at rank ceil(n p), without interpolation", () => {
  // numpy 2.4: np.quantile(np.arange(1, n + 1), p, method="inverted_cdf")
  expect(quantile(sorted(upTo(10)), 0.9)).toBe(9);
  expect(quantile(sorted(upTo(11)), 0.9)).toBe(10);
  expect(quantile(sorted(upTo(20)), 0.95)).toBe(19);
  expect(quantile(sorted(upTo(59)), 0.95)).toBe(57);
  expect(quantile(sorted(upTo(3)), 0)).toBe(1);
  expect(quantile(sorted(upTo(3)), 1)).toBe(3);
});

test("is not fooled by 0.07 * 100 = 7.000000000000001", () => {
  expect(quantile(sorted(upTo(100)), 0.07)).toBe(7);
});

test("the median is the middle one, or the mean of the two middle ones", () => {
  expect(median(sorted([3, 1, 2]))).toBe(2);
  expect(median(sorted([4, 1, 2, 3]))).toBe(2.5);
  expect(median(sorted([7]))).toBe(7);
});

test("half the attempts failed: the median is a failure, not the slowest success", () => {
  expect(median(sorted([1, 2, INFINITE, INFINITE]))).toBe(INFINITE);
  expect(median(sorted([1, 2, 3, INFINITE]))).toBe(2.5);
  expect(median(sorted([INFINITE, INFINITE]))).toBe(INFINITE);
});

test("no values, no quantile", () => {
  expect(median(sorted([]))).toBeUndefined();
  expect(quantile(sorted([]), 0.95)).toBeUndefined();
});

const times = fc.array(fc.double({ min: 0.001, max: 1e6, noNaN: true }), { minLength: 1 });
const level = fc.double({ min: 0, max: 1, noNaN: true });

test("at least the share p lies at or below the quantile, less than p strictly below", () => {
  fc.assert(
    fc.property(times, level, (values, p) => {
      const found = quantile(sorted(values), p)!;
      expect(values.filter((v) => v <= found).length / values.length).toBeGreaterThanOrEqual(
        p - 1e-9,
      );
      expect(values.filter((v) => v < found).length / values.length).toBeLessThanOrEqual(p);
    }),
  );
});

test("grows with p, scales with the unit, does not care for order", () => {
  fc.assert(
    fc.property(times, level, level, (values, p, q) => {
      const one = sorted(values);
      expect(quantile(one, Math.min(p, q))!).toBeLessThanOrEqual(quantile(one, Math.max(p, q))!);
      const doubled = sorted(values.toReversed().map((value) => value * 2));
      expect(quantile(doubled, p)).toBe(2 * quantile(one, p)!);
      expect(median(doubled)).toBe(2 * median(one)!);
    }),
  );
});

test("turning a value into a failure never makes any quantile smaller", () => {
  fc.assert(
    fc.property(times, fc.nat(), level, (values, at, p) => {
      const failed = values.with(at % values.length, INFINITE);
      expect(quantile(sorted(failed), p)!).toBeGreaterThanOrEqual(quantile(sorted(values), p)!);
      expect(median(sorted(failed))!).toBeGreaterThanOrEqual(median(sorted(values))!);
    }),
  );
});
