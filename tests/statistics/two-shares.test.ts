import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { differenceOfShares, fisherExact } from "../../src/statistics/two-shares.ts";
import { expectClose } from "./close.ts";

describe("Fisher's exact test against SciPy 1.17 (fisher_exact)", () => {
  test.each([
    [30, 30, 26, 30, 0.11239964317573597],
    [100, 100, 95, 100, 0.059383210468586585],
    [10, 10, 10, 10, 1],
    [8, 10, 1, 6, 0.034965034965034975],
    [997, 1000, 980, 1000, 0.00045529027856499243],
  ])("%d of %d against %d of %d: p = %d", (successesA, a, successesB, b, p) => {
    const found = fisherExact({ successes: successesA, n: a }, { successes: successesB, n: b });
    expectClose(found, p, 1e-12);
  });
});

describe("Newcombe's interval against statsmodels (confint_proportions_2indep, newcomb, diff)", () => {
  test.each([
    [30, 30, 26, 30, -0.296813266820363, 0.005674691804672449],
    [100, 100, 95, 100, -0.11175046923191922, -0.0033279408461572013],
    [10, 10, 10, 10, -0.27753279986288937, 0.27753279986288937],
    [997, 1000, 980, 1000, -0.02787168378203459, -0.007907587945961721],
    [48, 80, 56, 70, 0.05243147240236498, 0.33387265403690614],
  ])("%d of %d, then %d of %d: %d to %d", (successesA, a, successesB, b, low, high) => {
    const interval = differenceOfShares(
      { successes: successesA, n: a },
      { successes: successesB, n: b },
    )!;
    expectClose(interval.low, low, 1e-12);
    expectClose(interval.high, high, 1e-12);
  });
});

test("nothing attempted on one side says nothing", () => {
  const none = { successes: 0, n: 0 };
  expect(fisherExact(none, { successes: 3, n: 9 })).toBe(1);
  expect(differenceOfShares({ successes: 3, n: 9 }, none)).toBeUndefined();
});

test("more successes than attempts are refused", () => {
  expect(() => fisherExact({ successes: 4, n: 3 }, { successes: 0, n: 3 })).toThrow(RangeError);
});

const share = fc
  .integer({ min: 1, max: 200 })
  .chain((n) => fc.record({ successes: fc.integer({ min: 0, max: n }), n: fc.constant(n) }));

test("swapping the sides keeps p and turns the interval; the difference lies inside", () => {
  fc.assert(
    fc.property(share, share, (a, b) => {
      expectClose(fisherExact(a, b), fisherExact(b, a), 1e-10);
      const there = differenceOfShares(a, b)!;
      expectClose(there.low, 0 - differenceOfShares(b, a)!.high, 1e-12);
      const difference = b.successes / b.n - a.successes / a.n;
      expect(there.low).toBeLessThanOrEqual(difference + 1e-12);
      expect(there.high).toBeGreaterThanOrEqual(difference - 1e-12);
      expect(there.low).toBeGreaterThanOrEqual(-1 - 1e-12);
    }),
  );
});
