import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { mannWhitney, rankSumInflation } from "../../src/statistics/mann-whitney.ts";
import { mannWhitneyCdf, subsetSumCounts } from "../../src/statistics/rank-sum-distribution.ts";
import { expectClose } from "./close.ts";
import { INDEPENDENT } from "./independent-samples.ts";

describe("against SciPy 1.17 (mannwhitneyu)", () => {
  test("8 and 7 values, exact", () => {
    const { a, b } = INDEPENDENT.small;
    const result = mannWhitney(a, b);
    expect(result.method).toBe("exact");
    expect(result.u).toBe(41);
    expectClose(result.p, 0.151981351981352);
    expectClose(result.pLarger, 0.075990675990676);
    expectClose(result.pSmaller, 0.9397047397047397);
  });

  test("30 and 30 values, exact", () => {
    const { a, b } = INDEPENDENT.medium;
    const result = mannWhitney(a, b);
    expect(result.method).toBe("exact");
    expect(result.u).toBe(743);
    expectClose(result.p, 5.755125239036292e-6, 1e-9);
  });

  test("45 and 40 values, normal with continuity correction", () => {
    const { a, b } = INDEPENDENT.large;
    const result = mannWhitney(a, b);
    expect(result.method).toBe("normal");
    expect(result.u).toBe(1141);
    expectClose(result.p, 0.03421875537103076, 1e-12);
  });

  test("the distribution of U for 3 and 4, 10 and 10, 30 and 30", () => {
    expectClose(mannWhitneyCdf(3, 4)[0], 0.02857142857142857);
    expectClose(mannWhitneyCdf(3, 4)[3], 0.2);
    expectClose(mannWhitneyCdf(10, 10)[25], 0.03150641927731711);
    expectClose(mannWhitneyCdf(30, 30)[0], 8.45561694607237e-18);
    expectClose(mannWhitneyCdf(30, 30)[225], 0.00034419406370542215, 1e-9);
  });
});

describe("against the count of all C(N, n) ways to hand out the ranks", () => {
  test("with ties", () => {
    const result = mannWhitney([1, 2, 2, 3, 3, 3, 5], [2, 3, 4, 4, 5, 5, 6, 7]);
    expectClose(result.pLarger, 146 / 6435);
    expectClose(result.pSmaller, 6325 / 6435);
    expectClose(result.p, 292 / 6435);
  });

  test("with failures, which tie with each other and beat any number", () => {
    const result = mannWhitney(
      [1.2, 3.4, Infinity, 2.2, 5.0],
      [Infinity, Infinity, 4.4, 6.1, 2.9, Infinity],
    );
    expectClose(result.pLarger, 45 / 462);
    expectClose(result.pSmaller, 429 / 462);
  });
});

test("subsets of 1, 2, 3, 4 by twos: sums 3, 4, 5, 5, 6, 7", () => {
  expect([...subsetSumCounts([1, 2, 3, 4], 2)]).toEqual([0, 0, 0, 1, 1, 2, 1, 1]);
});

test("one value on both sides, over and over, tells nothing", () => {
  expect(mannWhitney([5, 5, 5], [5, 5, 5, 5])).toMatchObject({ p: 1, pLarger: 1, pSmaller: 1 });
  const many = Array.from({ length: 50 }, () => 5);
  expect(mannWhitney(many, many)).toMatchObject({ p: 1, method: "normal" });
});

test("an empty sample tells nothing, and NaN is refused", () => {
  expect(mannWhitney([], [1, 2]).p).toBe(1);
  expect(mannWhitney([1, 2], []).p).toBe(1);
  expect(() => mannWhitney([1], [Number.NaN])).toThrow(RangeError);
});

const samples = fc.tuple(
  fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 40 }),
  fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 40 }),
);

test("swapping the samples swaps the tails", () => {
  fc.assert(
    fc.property(samples, ([a, b]) => {
      const [there, back] = [mannWhitney(a, b), mannWhitney(b, a)];
      expectClose(there.pLarger, back.pSmaller, 1e-12);
      expectClose(there.p, back.p, 1e-12);
      expect(there.u + back.u).toBe(a.length * b.length);
    }),
  );
});

test("order and any growing scale of the values change nothing", () => {
  fc.assert(
    fc.property(samples, ([a, b]) => {
      const scaled = (values: readonly number[]): number[] =>
        values.map((value) => Math.exp(value / 10)).toReversed();
      expectClose(mannWhitney(scaled(a), scaled(b)).p, mannWhitney(a, b).p, 1e-12);
    }),
  );
});

test("inflation never makes p smaller", () => {
  fc.assert(
    fc.property(samples, fc.double({ min: 1, max: 9, noNaN: true }), ([a, b], inflation) => {
      expect(mannWhitney(a, b, inflation).p).toBeGreaterThanOrEqual(mannWhitney(a, b).p);
    }),
  );
});

test("samples that carry a quarter of the information vary about four times as much", () => {
  expect(rankSumInflation(30, 30, 30, 30)).toBe(1);
  expectClose(rankSumInflation(400, 400, 100, 100), 4, 0.05);
});
