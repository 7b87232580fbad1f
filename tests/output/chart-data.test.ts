import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { ecdf, extentOf, logHistogram, pointsEach, thinned } from "../../src/output/chart-data.ts";

const values = fc.array(fc.double({ min: 0.1, max: 1e6, noNaN: true }), {
  minLength: 1,
  maxLength: 200,
});

describe("a histogram", () => {
  test("loses no value", () => {
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 40 }), (all, bins) => {
        const extent = extentOf([all])!;
        const counts = logHistogram(all, extent, bins);
        expect(counts).toHaveLength(bins);
        expect(counts.reduce((sum, count) => sum + count, 0)).toBe(all.length);
      }),
    );
  });

  test("has bins of equal ratio", () => {
    expect(logHistogram([1, 9, 11, 99, 101, 1000], { low: 1, high: 1000 }, 3)).toEqual([2, 2, 2]);
  });

  test("has a place for values that are all the same", () => {
    expect(logHistogram([5, 5], { low: 5, high: 5 }, 4)).toEqual([2, 0, 0, 0]);
  });
});

test("thinning keeps both ends, the order and the limit", () => {
  fc.assert(
    fc.property(fc.nat(1000), fc.integer({ min: 2, max: 50 }), (length, most) => {
      const items = Array.from({ length: length + 1 }, (_, index) => index);
      const kept = thinned(items, most);
      expect(kept.length).toBe(Math.min(items.length, most));
      expect(kept[0]).toBe(0);
      expect(kept.at(-1)).toBe(length);
      expect(kept).toEqual([...new Set(kept)].toSorted((a, b) => a - b));
    }),
  );
});

test("a distribution function climbs to the share that succeeded, and no higher", () => {
  expect(ecdf([30, 10, 20], 4, 100)).toEqual([
    [10, 0.25],
    [20, 0.5],
    [30, 0.75],
  ]);
});

test("nothing has no extent", () => {
  expect(extentOf([[], []])).toBeUndefined();
  expect(extentOf([[3], [1, 2]])).toEqual({ low: 1, high: 3 });
});

test("a picture of many targets has about as many points as one of a few, and some for each", () => {
  expect([1, 4].map((targets) => pointsEach(150, targets))).toEqual([150, 150]);
  expect([8, 20, 1000].map((targets) => pointsEach(150, targets))).toEqual([75, 30, 10]);
});
