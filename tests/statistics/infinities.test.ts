import { expect, test } from "bun:test";
import { pullInDifferences, pullInInfinities } from "../../src/statistics/infinities.ts";

test("puts an infinite value at the nearest finite one", () => {
  expect(pullInInfinities([5, Infinity, -3, -Infinity])).toEqual([5, 5, -3, -3]);
  expect(pullInInfinities([Infinity, -Infinity])).toEqual([1, -1]);
  expect(pullInInfinities([])).toEqual([]);
});

test("an infinite difference keeps its sign, even where all finite ones have the other", () => {
  expect(pullInDifferences([-2, -3, Infinity, -Infinity])).toEqual([-2, -3, 3, -3]);
  expect(pullInDifferences([0, Infinity, -Infinity])).toEqual([0, 1, -1]);
});
