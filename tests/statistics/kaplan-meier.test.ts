import { expect, test } from "bun:test";
import fc from "fast-check";
import {
  censoredMedian,
  censoredQuantile,
  censoredQuantileInterval,
} from "../../src/statistics/censored-quantile.ts";
import { completionCurve } from "../../src/statistics/kaplan-meier.ts";
import { compareObservations, longerThan, observed } from "../../src/statistics/observation.ts";
import type { Observation } from "../../src/statistics/observation.ts";
import { median, quantile } from "../../src/statistics/quantile.ts";
import { quantileInterval } from "../../src/statistics/quantile-interval.ts";
import { sorted } from "../../src/statistics/sorted.ts";
import { expectClose } from "./close.ts";

const failed = observed(Infinity);
const repeat = (times: number, item: Observation): Observation[] =>
  Array<Observation>(times).fill(item);
const upTo = (n: number): Observation[] =>
  Array.from({ length: n }, (_, index) => observed(index + 1));

// Remission under 6-MP in weeks, + censored: Freireich et al. (1963), the example of every textbook on survival.
const remission = [
  ...[6, 6, 6, 7, 10, 13, 16, 22, 23].map(observed),
  ...[6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35].map(longerThan),
];

test("remission under 6-MP: the curve of the textbooks", () => {
  // scipy 1.17: stats.ecdf(CensoredData).cdf; the printed survivals are .857 .807 .753 .690 .627 .538 .448
  const expected = [
    [6, 0.1428571428571429],
    [7, 0.19327731092436984],
    [10, 0.2470588235294119],
    [13, 0.30980392156862757],
    [16, 0.37254901960784326],
    [22, 0.46218487394957997],
    [23, 0.5518207282913166],
  ] as const;
  const { n, steps } = completionCurve(remission);
  expect(n).toBe(21);
  expect(steps.map(({ value }) => value)).toEqual(expected.map(([value]) => value));
  for (const [index, { share }] of steps.entries()) expectClose(share, expected[index]![1], 1e-12);
});

test("remission under 6-MP: the median is 23 weeks, the upper quartile unknown", () => {
  const curve = completionCurve(remission);
  expect(censoredMedian(curve)).toEqual(observed(23));
  expect(censoredQuantile(curve, 0.25)).toEqual(observed(13));
  // The 16th of 21 if each had ended when it left: 23.
  expect(censoredQuantile(curve, 0.75)).toEqual(longerThan(23));
});

test("10 % of timeouts at 60 s: P95 is more than 60 s, P90 is what was seen", () => {
  const curve = completionCurve([...upTo(54), ...repeat(6, longerThan(60))]);
  expect(censoredQuantile(curve, 0.95)).toEqual(longerThan(60));
  expect(censoredQuantile(curve, 0.9)).toEqual(observed(54));
  expect(censoredMedian(curve)).toEqual(observed(30.5));
});

test("10 % of errors: P95 fails, however long one would have waited", () => {
  const curve = completionCurve([...upTo(54), ...repeat(6, failed)]);
  expect(censoredQuantile(curve, 0.95)).toEqual(failed);
});

test("timeouts and one error: P95 is more than 60 s, P100 fails", () => {
  const seen = repeat(90, observed(1));
  const curve = completionCurve([...seen, ...repeat(9, longerThan(60)), failed]);
  expect(censoredQuantile(curve, 0.95)).toEqual(longerThan(60));
  expect(censoredQuantile(curve, 1)).toEqual(failed);
});

test("what is unknown is later than all that is known, early timeouts or not", () => {
  // F(30) = 0.75. The 12th of 14, if each had ended when it left, would be 20.
  const early = [...repeat(10, longerThan(5)), observed(10), observed(20), observed(30)];
  const curve = completionCurve([...early, longerThan(40)]);
  expect(censoredQuantile(curve, 0.75)).toEqual(observed(30));
  expect(censoredQuantile(curve, 0.8)).toEqual(longerThan(30));
});

test("half of the attempts lost: the median is not that of the better half", () => {
  expect(censoredMedian(completionCurve([observed(1), longerThan(60)]))).toEqual(longerThan(30.5));
  expect(censoredMedian(completionCurve([observed(1), failed]))).toEqual(failed);
  expect(censoredMedian(completionCurve([failed, failed]))).toEqual(failed);
  expect(censoredMedian(completionCurve([longerThan(60), failed]))).toEqual(failed);
  expect(censoredMedian(completionCurve(repeat(3, longerThan(60))))).toEqual(longerThan(60));
});

test("a timeout at the time of a value leaves after it", () => {
  const { steps } = completionCurve([observed(5), longerThan(5), observed(6)]);
  expectClose(steps[0]?.share, 1 / 3, 1e-12);
  expectClose(steps[1]?.share, 1, 1e-12);
});

test("no attempts, no quantile; NaN is refused", () => {
  expect(censoredQuantile(completionCurve([]), 0.5)).toBeUndefined();
  expect(censoredMedian(completionCurve([]))).toBeUndefined();
  expect(() => completionCurve([observed(Number.NaN)])).toThrow(RangeError);
});

test("the interval reaches into the timeouts, and into the failures", () => {
  const cut = completionCurve([...upTo(28), longerThan(60), longerThan(60)]);
  expect(censoredQuantileInterval(cut, 0.5)).toMatchObject({
    low: observed(10),
    high: observed(21),
  });
  expect(censoredQuantileInterval(cut, 0.9)).toMatchObject({
    low: observed(22),
    high: longerThan(60),
  });
  const broken = completionCurve([...upTo(28), failed, failed]);
  expect(censoredQuantileInterval(broken, 0.9)).toMatchObject({ low: observed(22), high: failed });
  expect(censoredQuantileInterval(broken, 0.95)).toBeUndefined();
  expect(censoredQuantileInterval(broken, 0.5, 10)).toMatchObject({
    low: observed(6),
    high: observed(27),
  });
});

const time = fc.double({ min: 0.1, max: 100, noNaN: true });
const outcome = fc.oneof(
  { weight: 6, arbitrary: time.map(observed) },
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 5 }).map(observed) },
  { weight: 2, arbitrary: time.map(longerThan) },
  { weight: 1, arbitrary: fc.constant(failed) },
);
const outcomes = fc.array(outcome, { minLength: 1, maxLength: 80 });
const level = fc.double({ min: 0.01, max: 0.99, noNaN: true });

test("without timeouts it is the plain quantile, median and interval", () => {
  const values = fc.array(fc.oneof(time, fc.integer({ min: 1, max: 5 }), fc.constant(Infinity)), {
    minLength: 1,
    maxLength: 80,
  });
  fc.assert(
    fc.property(values, level, (list, p) => {
      const curve = completionCurve(list.map(observed));
      const plain = sorted(list);
      expect(censoredQuantile(curve, p)).toEqual(observed(quantile(plain, p)!));
      expect(censoredMedian(curve)).toEqual(observed(median(plain)!));
      const interval = quantileInterval(plain, p);
      expect(censoredQuantileInterval(curve, p)).toEqual(
        interval && { ...interval, low: observed(interval.low), high: observed(interval.high) },
      );
    }),
  );
});

test("with one limit for all, everything below it is the plain quantile", () => {
  fc.assert(
    fc.property(fc.array(time, { minLength: 1, maxLength: 80 }), level, (list, p) => {
      const limited = list.map((value) => (value < 50 ? observed(value) : longerThan(50)));
      const truth = quantile(sorted(list), p)!;
      const expected = truth < 50 ? observed(truth) : longerThan(50);
      expect(censoredQuantile(completionCurve(limited), p)).toEqual(expected);
    }),
  );
});

test("with one limit for all, cutting off or failing an attempt never makes any quantile faster", () => {
  const limited = fc.oneof(
    { weight: 8, arbitrary: fc.integer({ min: 1, max: 59 }).map(observed) },
    { weight: 2, arbitrary: fc.constant(longerThan(60)) },
    { weight: 1, arbitrary: fc.constant(failed) },
  );
  const lists = fc.array(limited, { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(lists, fc.nat(), level, fc.boolean(), (list, at, p, cutOff) => {
      const index = at % list.length;
      if (list[index]!.value === Infinity) return;
      const before = completionCurve(list);
      const after = completionCurve(list.with(index, cutOff ? longerThan(60) : failed));
      const change = (estimate: (curve: typeof before) => Observation | undefined): number =>
        compareObservations(estimate(after)!, estimate(before)!);
      expect(change((curve) => censoredQuantile(curve, p))).toBeGreaterThanOrEqual(0);
      expect(change(censoredMedian)).toBeGreaterThanOrEqual(0);
    }),
    { numRuns: 500 },
  );
});

test("with any limits, no number gets smaller and nothing unknown gets a number", () => {
  fc.assert(
    fc.property(outcomes, fc.nat(), level, fc.boolean(), (list, at, p, cutOff) => {
      const index = at % list.length;
      const item = list[index]!;
      if (item.value === Infinity) return;
      const before = censoredQuantile(completionCurve(list), p)!;
      const worse = list.with(index, cutOff ? longerThan(item.value) : failed);
      const after = censoredQuantile(completionCurve(worse), p)!;
      if (!after.censored) expect(compareObservations(after, before)).toBeGreaterThanOrEqual(0);
      else expect(before.value).not.toBe(Infinity);
    }),
    { numRuns: 500 },
  );
});

test("quantiles grow with p, lie in their interval and scale with the unit", () => {
  fc.assert(
    fc.property(outcomes, level, level, (list, p, q) => {
      const curve = completionCurve(list);
      const at = (share: number): number => censoredQuantile(curve, share)!.value;
      expect(at(Math.min(p, q))).toBeLessThanOrEqual(at(Math.max(p, q)));
      const interval = censoredQuantileInterval(curve, p);
      if (interval !== undefined) {
        expect(interval.low.value).toBeLessThanOrEqual(at(p));
        expect(interval.high.value).toBeGreaterThanOrEqual(at(p));
      }
      const doubled = list
        .map(({ value, censored }) => ({ value: value * 2, censored }))
        .toReversed();
      expect(censoredQuantile(completionCurve(doubled), p)!.value).toBe(2 * at(p));
    }),
    { numRuns: 300 },
  );
});
