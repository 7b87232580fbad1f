import { expect, test } from "bun:test";
import fc from "fast-check";
import { hodgesLehmann, hodgesLehmannInterval } from "../../src/statistics/hodges-lehmann.ts";
import { signedRank } from "../../src/statistics/signed-rank.ts";
import { sorted } from "../../src/statistics/sorted.ts";
import { expectClose } from "./close.ts";
import { normalSeries, shareOf } from "./simulate.ts";

const before = [1.83, 0.5, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.3];
const after = [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29];
const depression = before.map((value, index) => value - after[index]!);

test("depression scores of Hollander & Wolfe, section 3.2 and 3.3: 0.46, from 0.010 to 0.786", () => {
  expectClose(hodgesLehmann(depression), 0.46, 1e-12);
  const interval = hodgesLehmannInterval(depression)!;
  expectClose(interval.low, 0.01, 1e-12);
  expectClose(interval.high, 0.786, 1e-12);
});

test("six blocks are the fewest with an interval at 95 %: all of them", () => {
  expect(hodgesLehmannInterval([1, 2, 3, 4, 5])).toBeUndefined();
  expect(hodgesLehmannInterval([1, 2, 3, 4, 5, 6])).toEqual({ low: 1, high: 6 });
});

test("no differences, no estimate", () => {
  expect(hodgesLehmann([])).toBeUndefined();
  expect(hodgesLehmannInterval([])).toBeUndefined();
  expect(hodgesLehmann([3])).toBe(3);
});

test("a few failures move the estimate no more than any large value; many make it infinite", () => {
  const fine = Array.from({ length: 20 }, (_, index) => index / 100);
  const few = fine.map((value, index) => (index >= 18 ? Infinity : value));
  const large = fine.map((value, index) => (index >= 18 ? 1e9 : value));
  expect(hodgesLehmann(few)).toBe(hodgesLehmann(large));
  expect(hodgesLehmannInterval(few)?.low).toBe(hodgesLehmannInterval(large)!.low);
  expect(hodgesLehmann(fine.map((value, index) => (index >= 12 ? Infinity : value)))).toBe(
    Infinity,
  );
});

test("failures on both sides, equally many, cancel", () => {
  const differences = [Infinity, -Infinity, Infinity, -Infinity, Infinity, -Infinity];
  expect(hodgesLehmann(differences)).toBe(0);
  expect(hodgesLehmannInterval(differences)).toEqual({ low: -Infinity, high: Infinity });
});

test("the interval is what the test cannot reject: inside p > 5 %, outside p <= 5 %", () => {
  // Drawn from distinct, far apart values, so that no ties arise between shifted differences.
  const distinct = fc.uniqueArray(fc.integer({ min: 1, max: 1 << 20 }), {
    minLength: 6,
    maxLength: 30,
  });
  fc.assert(
    fc.property(distinct, (list) => {
      const differences = list.map((value) => Math.sqrt(value));
      const { low, high } = hodgesLehmannInterval(differences)!;
      const pAt = (shift: number): number => signedRank(differences.map((d) => d - shift)).p;
      const hair = 1e-7;
      expect(pAt(low + hair)).toBeGreaterThan(0.05);
      expect(pAt(high - hair)).toBeGreaterThan(0.05);
      expect(pAt(low - hair)).toBeLessThanOrEqual(0.05);
      expect(pAt(high + hair)).toBeLessThanOrEqual(0.05);
    }),
    { numRuns: 40, seed: 7 },
  );
});

test("beyond 50 blocks the ranks are those of the normal approximation", () => {
  // n = 60: floor(915 + 0.5 - 1.95996 · √(60·61·121/24)) = floor(649.24) = 649, of 1830
  const differences = Array.from({ length: 60 }, (_, index) => Math.sqrt(1 + index * 7));
  const all = sorted(differences.flatMap((a, i) => differences.slice(i).map((b) => a / 2 + b / 2)));
  expect(hodgesLehmannInterval(differences)).toEqual({ low: all[648]!, high: all[1181]! });
});

const differences = fc.array(
  fc.integer({ min: -5e7, max: 5e7 }).map((value) => value / 1e6),
  {
    minLength: 6,
    maxLength: 70,
  },
);

test("the interval holds the estimate; shift, unit and direction carry over", () => {
  fc.assert(
    fc.property(differences, (list) => {
      const estimate = hodgesLehmann(list)!;
      const { low, high } = hodgesLehmannInterval(list)!;
      expect(low).toBeLessThanOrEqual(estimate);
      expect(high).toBeGreaterThanOrEqual(estimate);
      expect(hodgesLehmann(list.map((value) => value * 2))! - 2 * estimate || 0).toBe(0);
      expect(hodgesLehmann(list.map((value) => -value))! + estimate || 0).toBe(0);
      expect(Math.abs(hodgesLehmann(list.map((value) => value + 1))! - estimate - 1)).toBeLessThan(
        1e-9,
      );
    }),
    { numRuns: 50 },
  );
});

test("fewer effective blocks widen the interval, until there is none", () => {
  const list = normalSeries("widen")(40);
  const full = hodgesLehmannInterval(list)!;
  const half = hodgesLehmannInterval(list, 20)!;
  expect(half.low).toBeLessThan(full.low);
  expect(half.high).toBeGreaterThan(full.high);
  expect((half.high - half.low) / (full.high - full.low)).toBeWithin(1.2, 1.7);
  expect(hodgesLehmannInterval(list, 2)).toBeUndefined();
});

test("2,000 blocks, two million averages, give the exact estimate", () => {
  // 1..2000: symmetric about 1000.5.
  expect(hodgesLehmann(Array.from({ length: 2000 }, (_, index) => index + 1))).toBe(1000.5);
});

test("covers the true difference in 95 % of races", () => {
  const series = normalSeries("hodges-lehmann");
  const coverage = shareOf(800, () => {
    const { low, high } = hodgesLehmannInterval(series(20))!;
    return low <= 0 && 0 <= high;
  });
  // Standard error 0.008.
  expect(coverage).toBeGreaterThan(0.93);
});
