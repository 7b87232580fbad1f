import { expect, test } from "bun:test";
import fc from "fast-check";
import { rankIntervals } from "../../src/statistics/rank-intervals.ts";
import type { Win } from "../../src/statistics/rank-intervals.ts";

test("nobody separated: everybody may be anywhere", () => {
  expect(rankIntervals(3, [])).toEqual([0, 1, 2].map(() => ({ from: 1, to: 3 })));
});

test("all separated: bare ranks", () => {
  const wins: Win[] = [
    [2, 0],
    [2, 1],
    [0, 1],
  ];
  expect(rankIntervals(3, wins)).toEqual([
    { from: 2, to: 2 },
    { from: 3, to: 3 },
    { from: 1, to: 1 },
  ]);
});

test("two that tie at the top, one clearly last", () => {
  const wins: Win[] = [
    [0, 2],
    [1, 2],
  ];
  expect(rankIntervals(3, wins)).toEqual([
    { from: 1, to: 2 },
    { from: 1, to: 2 },
    { from: 3, to: 3 },
  ]);
});

test("refuses a pair told twice, a contestant against itself, and strangers", () => {
  expect(() =>
    rankIntervals(2, [
      [0, 1],
      [1, 0],
    ]),
  ).toThrow(RangeError);
  expect(() => rankIntervals(2, [[1, 1]])).toThrow(RangeError);
  expect(() => rankIntervals(2, [[0, 2]])).toThrow(RangeError);
});

test("the true rank lies inside whichever of the true wins were found", () => {
  const found = fc.integer({ min: 1, max: 8 }).chain((count) => {
    const pairs = Array.from({ length: count }, (_, a) => a).flatMap((a) =>
      Array.from({ length: count - a - 1 }, (_, b): Win => [a, a + 1 + b]),
    );
    return fc.record({ count: fc.constant(count), wins: fc.subarray(pairs) });
  });
  fc.assert(
    fc.property(found, ({ count, wins }) => {
      for (const [index, { from, to }] of rankIntervals(count, wins).entries()) {
        expect(from).toBeLessThanOrEqual(index + 1);
        expect(to).toBeGreaterThanOrEqual(index + 1);
      }
      const soleFirst = rankIntervals(count, wins).filter(({ to }) => to === 1);
      expect(soleFirst.length).toBeLessThanOrEqual(1);
    }),
  );
});
