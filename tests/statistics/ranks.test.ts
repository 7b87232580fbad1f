import { expect, test } from "bun:test";
import fc from "fast-check";
import { midRanks } from "../../src/statistics/ranks.ts";

test("equal values share the mean of their places", () => {
  // scipy 1.17: stats.rankdata
  expect(midRanks([10, 20, 10, 5, 20, 20])).toEqual([2.5, 5, 2.5, 1, 5, 5]);
});

test("infinities rank at the ends and tie with each other", () => {
  expect(midRanks([Infinity, 3, -Infinity, Infinity])).toEqual([3.5, 2, 1, 3.5]);
});

test("zero and minus zero are the same", () => {
  expect(midRanks([0, -0, 1])).toEqual([1.5, 1.5, 3]);
});

test("no values, no ranks; NaN is refused", () => {
  expect(midRanks([])).toEqual([]);
  expect(() => midRanks([1, Number.NaN])).toThrow(RangeError);
});

test("ranks always sum to n(n+1)/2", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -5, max: 5 })), (values) => {
      const sum = midRanks(values).reduce((total, rank) => total + rank, 0);
      expect(sum).toBe((values.length * (values.length + 1)) / 2);
    }),
  );
});
