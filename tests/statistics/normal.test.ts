import { expect, test } from "bun:test";
import fc from "fast-check";
import { jStat } from "jstat";
import { normalCdf, normalQuantile } from "../../src/statistics/normal.ts";
import { expectClose } from "./close.ts";

test.each([
  // mpmath 1.4 with 40 digits: erfc(-z/√2)/2
  [-10, 7.619853024160525e-24],
  [-6, 9.86587645037698e-10],
  [-3.5, 0.00023262907903552504],
  [-3, 0.0013498980316300946],
  [-2.999, 0.0013543365337271062],
  [-1.5, 0.06680720126885807],
  [-0.1, 0.460172162722971],
  [0, 0.5],
  [0.5, 0.6914624612740131],
  [1.959963984540054, 0.975],
  [2.5, 0.9937903346742238],
  [4, 0.9999683287581669],
] as const)("P(Z <= %d)", (z, expected) => {
  expectClose(normalCdf(z), expected, 2e-13);
});

test.each([
  // scipy 1.17: norm.ppf
  [1e-300, -37.0470962993612],
  [1e-10, -6.361340902404056],
  [0.001, -3.090232306167813],
  [0.2, -0.8416212335729142],
  [0.4999, -0.0002506628300880075],
  [0.975, 1.959963984540054],
  [0.9999, 3.719016485455709],
] as const)("the %d quantile", (p, expected) => {
  expectClose(normalQuantile(p), expected, 1e-11);
});

test("agrees with jstat", () => {
  fc.assert(
    fc.property(fc.double({ min: -8, max: 8, noNaN: true }), (z) => {
      expect(Math.abs(normalCdf(z) - jStat.normal.cdf(z, 0, 1))).toBeLessThan(1e-9);
    }),
  );
});

test("the quantile undoes the distribution function and is odd about one half", () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-12, max: 0.5, noNaN: true }), (p) => {
      expectClose(normalCdf(normalQuantile(p)), p, 1e-11);
      expect(Math.abs(normalQuantile(1 - p) + normalQuantile(p))).toBeLessThan(1e-3);
    }),
  );
});

test("the ends are infinite, outside is refused", () => {
  expect(normalQuantile(0)).toBe(Number.NEGATIVE_INFINITY);
  expect(normalQuantile(1)).toBe(Number.POSITIVE_INFINITY);
  expect(normalQuantile(0.5)).toBe(0);
  expect(() => normalQuantile(1.01)).toThrow(RangeError);
  expect(() => normalQuantile(Number.NaN)).toThrow(RangeError);
  expect(normalCdf(Number.NEGATIVE_INFINITY)).toBe(0);
  expect(normalCdf(Number.POSITIVE_INFINITY)).toBe(1);
});
