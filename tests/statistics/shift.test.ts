import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { mannWhitney } from "../../src/statistics/mann-whitney.ts";
import { hodgesLehmannShift, shiftInterval } from "../../src/statistics/shift.ts";
import { expectClose } from "./close.ts";
import { INDEPENDENT } from "./independent-samples.ts";

describe("against all differences, listed and sorted with NumPy, cut by SciPy's distribution of U", () => {
  test.each([
    ["8 and 7 values", INDEPENDENT.small, 20.55, [-29.6, 49.9]],
    ["30 and 30 values", INDEPENDENT.medium, 0.2231, [0.1262, 0.3148]],
  ] as const)("%s", (_, { a, b }, shift, [low, high]) => {
    expectClose(hodgesLehmannShift(a, b), shift, 1e-12);
    const interval = shiftInterval(a, b)!;
    expectClose(interval.low, low, 1e-12);
    expectClose(interval.high, high, 1e-12);
  });

  test("45 and 40 values, beyond the exact distribution: within a rank or two", () => {
    const { a, b } = INDEPENDENT.large;
    expectClose(hodgesLehmannShift(a, b), 0.08965, 1e-12);
    const interval = shiftInterval(a, b)!;
    expect(interval.low).toBeWithin(0.007, 0.009);
    expect(interval.high).toBeWithin(0.162, 0.164);
  });
});

test("four and four are the fewest with an interval at 95 %", () => {
  expect(shiftInterval([1, 2, 3], [4, 5, 6, 7])).toBeUndefined();
  expect(shiftInterval([1, 2, 3, 4], [11, 12, 13, 14])).toEqual({ low: 7, high: 13 });
});

test("an empty sample has no shift", () => {
  expect(hodgesLehmannShift([], [1])).toBeUndefined();
  expect(hodgesLehmannShift([1], [])).toBeUndefined();
  expect(shiftInterval([], [1])).toBeUndefined();
});

test("failures on both sides do not differ; more than half of them on one side are an infinite shift", () => {
  expect(hodgesLehmannShift([Infinity, Infinity], [Infinity])).toBe(0);
  expect(hodgesLehmannShift([1, 2, 3], [Infinity, Infinity, 4])).toBe(Infinity);
  expect(hodgesLehmannShift([Infinity, Infinity, 4], [1, 2, 3])).toBe(-Infinity);
  expect(hodgesLehmannShift([Infinity, 1], [1, Infinity])).toBe(0);
});

const list = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 30 });

test("it is the median of all differences", () => {
  fc.assert(
    fc.property(list, list, (a, b) => {
      const all = a.flatMap((x) => b.map((y) => y - x)).toSorted((x, y) => x - y);
      const middle = (all[Math.ceil(all.length / 2) - 1]! + all[Math.floor(all.length / 2)]!) / 2;
      expectClose(hodgesLehmannShift(a, b), middle, 1e-9);
    }),
  );
});

test("moving the second sample moves the estimate and its interval; swapping them turns the signs", () => {
  fc.assert(
    fc.property(list, list, fc.integer({ min: -50, max: 50 }), (a, b, by) => {
      const moved = b.map((value) => value + by);
      expectClose(hodgesLehmannShift(a, moved), hodgesLehmannShift(a, b)! + by, 1e-9);
      expectClose(hodgesLehmannShift(b, a), 0 - hodgesLehmannShift(a, b)!, 1e-9);
      const [there, back] = [shiftInterval(a, b), shiftInterval(b, a)];
      expect(there === undefined).toBe(back === undefined);
      if (there !== undefined) expectClose(there.low, 0 - back!.high, 1e-9);
    }),
  );
});

test("the interval is what the test cannot reject: inside p > 5 %, outside p <= 5 %", () => {
  const distinct = fc.uniqueArray(fc.integer({ min: 1, max: 1 << 20 }), {
    minLength: 8,
    maxLength: 50,
  });
  fc.assert(
    fc.property(distinct, (values) => {
      const roots = values.map((value) => Math.sqrt(value));
      const half = Math.floor(roots.length / 2);
      const [a, b] = [roots.slice(0, half), roots.slice(half)];
      const { low, high } = shiftInterval(a, b)!;
      const pAt = (shift: number): number =>
        mannWhitney(
          a,
          b.map((value) => value - shift),
        ).p;
      const hair = 1e-7;
      expect(pAt(low + hair)).toBeGreaterThan(0.05);
      expect(pAt(high - hair)).toBeGreaterThan(0.05);
      expect(pAt(low - hair)).toBeLessThanOrEqual(0.05);
      expect(pAt(high + hair)).toBeLessThanOrEqual(0.05);
    }),
  );
});

test("2,000 against 2,000 values need no list of four million", () => {
  const a = Array.from({ length: 2000 }, (_, index) => Math.sin(index));
  const b = a.map((value) => value + 0.5);
  expectClose(hodgesLehmannShift(a, b), 0.5, 0.01);
});
