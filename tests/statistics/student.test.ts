import { expect, test } from "bun:test";
import fc from "fast-check";
import { jStat } from "jstat";
import { studentCdf, studentQuantile, studentTwoSided } from "../../src/statistics/student.ts";
import { expectClose } from "./close.ts";

test.each([
  // mpmath 1.4 with 40 digits, by the incomplete beta function
  [0.001, 3, 0.9992648949694609],
  [1, 1, 0.5],
  [2.5, 4, 0.06676654481198814],
  [-3, 10.5, 0.012675243851874105],
  [8, 29, 8.012575649631703e-9],
  [1.96, 1000, 0.05027318495574872],
  [40, 5, 1.8411962171772954e-7],
] as const)("two-sided p of t = %d with %d degrees of freedom", (t, freedom, expected) => {
  expectClose(studentTwoSided(t, freedom), expected, 1e-12);
});

test.each([
  // scipy 1.17: t.ppf; the first is from the specification of the method
  [0.975, 4, 2.7764451051977987],
  [0.975, 29, 2.045229642132703],
  [0.6, 3, 0.2766706623326898],
  [0.9995, 2.5, 18.277893528131457],
  [0.025, 1, -12.706204736174705],
] as const)("the %d quantile with %d degrees of freedom", (p, freedom, expected) => {
  expectClose(studentQuantile(p, freedom), expected, 1e-12);
});

test("quantiles next to the median keep their digits", () => {
  // scipy 1.17: t.ppf(0.49999, 5)
  expectClose(studentQuantile(0.49999, 5), -2.6343055245085767e-5, 1e-11);
});

test("agrees with jstat", () => {
  const ts = fc.double({ min: -30, max: 30, noNaN: true });
  fc.assert(
    fc.property(ts, fc.integer({ min: 1, max: 100 }), (t, freedom) => {
      const difference = studentCdf(t, freedom) - jStat.studentt.cdf(t, freedom);
      expect(Math.abs(difference)).toBeLessThan(1e-7);
    }),
  );
});

test("the quantile undoes the distribution function", () => {
  const probability = fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true });
  fc.assert(
    fc.property(probability, fc.double({ min: 1, max: 200, noNaN: true }), (p, freedom) => {
      expectClose(studentCdf(studentQuantile(p, freedom), freedom), p, 1e-10);
    }),
  );
});

test("the ends are infinite and the middle is zero", () => {
  expect(studentQuantile(0, 3)).toBe(Number.NEGATIVE_INFINITY);
  expect(studentQuantile(1, 3)).toBe(Number.POSITIVE_INFINITY);
  expect(Math.abs(studentQuantile(0.5, 3))).toBe(0);
  expect(studentTwoSided(Number.POSITIVE_INFINITY, 3)).toBe(0);
  expect(studentTwoSided(0, 3)).toBe(1);
});
