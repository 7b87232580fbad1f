import { expect, test } from "bun:test";
import fc from "fast-check";
import { sorted } from "../../src/statistics/sorted.ts";

test("sorts by number, infinities at the ends, without touching the original", () => {
  const values = [10, 9, Number.POSITIVE_INFINITY, -1, 100, Number.NEGATIVE_INFINITY];
  expect([...sorted(values)]).toEqual([
    Number.NEGATIVE_INFINITY,
    -1,
    9,
    10,
    100,
    Number.POSITIVE_INFINITY,
  ]);
  expect(values[0]).toBe(10);
});

test("refuses NaN wherever it stands", () => {
  for (const values of [[Number.NaN], [1, Number.NaN, 2], [Number.NaN, 1]]) {
    expect(() => sorted(values)).toThrow(RangeError);
  }
});

test("every neighbour is in order and nothing is lost", () => {
  fc.assert(
    fc.property(fc.array(fc.double({ noNaN: true })), (values) => {
      const result = sorted(values);
      expect(result.length).toBe(values.length);
      for (let i = 1; i < result.length; i++)
        expect(result[i]!).toBeGreaterThanOrEqual(result[i - 1]!);
    }),
  );
});
