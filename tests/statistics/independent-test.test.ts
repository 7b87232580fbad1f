import { describe, expect, test } from "bun:test";
import { independentTest } from "../../src/statistics/independent-test.ts";
import { mannWhitney } from "../../src/statistics/mann-whitney.ts";
import { expectClose } from "./close.ts";
import { INDEPENDENT } from "./independent-samples.ts";
import { normalSeries, shareOf } from "./simulate.ts";

const MARGIN = Math.log1p(0.02);

/** Logarithms of the times of a run: 20 % noise around 150 ms, `ratio` times that. */
const runsOf = (purpose: string, n: number, rho = 0) => {
  const series = normalSeries(purpose);
  return (ratio = 1): number[] =>
    series(n, rho).map((z) => Math.log(150) + Math.log(ratio) + 0.2 * z);
};

/** How often two runs of one target are told apart, and how often a true ratio is found, with its sign. */
const falseAlarms = (pairs: number, draw: (ratio?: number) => number[]): number =>
  shareOf(pairs, () => independentTest(draw(), draw(), MARGIN)!.p <= 0.05);
const found = (pairs: number, draw: (ratio?: number) => number[], ratio: number): number =>
  shareOf(pairs, () => {
    const { p, shift } = independentTest(draw(), draw(ratio), MARGIN)!;
    return p <= 0.05 && shift > 0 === ratio > 1;
  });

describe("pairs of runs of 30, 20 % noise", () => {
  // With 200 pairs the count itself varies by 3 or 4; 5,000 show that it is no luck of the seed.
  test.each([200, 5000])("of %d pairs of one target at most 5 %% differ", (pairs) => {
    expect(falseAlarms(pairs, runsOf("compare A/A 2", 30))).toBeLessThanOrEqual(0.05);
  });

  test.each([
    [200, 1.2],
    [5000, 1.2],
    [5000, 1 / 1.2],
  ])("in %d pairs a true ratio of %p is found in at least 90 %%", (pairs, ratio) => {
    expect(found(pairs, runsOf(`compare two runs ${ratio}`, 30), ratio)).toBeGreaterThanOrEqual(
      0.9,
    );
  });

  test("the interval covers the true ratio in at least 93 %", () => {
    const draw = runsOf("compare cover", 30);
    const covered = shareOf(1000, () => {
      const { low, high } = independentTest(draw(), draw(1.2), MARGIN)!.interval!;
      return low <= Math.log(1.2) && Math.log(1.2) <= high;
    });
    expect(covered).toBeGreaterThanOrEqual(0.93);
  });
});

test("quick runs of 10 give no more false alarms than long ones", () => {
  expect(falseAlarms(2000, runsOf("compare quick", 10))).toBeLessThanOrEqual(0.05);
});

test("neighbours that are alike are not taken for as many witnesses", () => {
  const draw = runsOf("compare autocorrelated", 30, 0.6);
  const pairs = Array.from({ length: 400 }, () => [draw(), draw()] as const);
  const share = (isWrong: (a: readonly number[], b: readonly number[]) => boolean): number =>
    pairs.filter(([a, b]) => isWrong(a, b)).length / pairs.length;
  const naive = share((a, b) => mannWhitney(a, b).p <= 0.05);
  const ours = share((a, b) => independentTest(a, b, MARGIN)!.p <= 0.05);
  expect(naive).toBeGreaterThan(0.2);
  expect(ours).toBeLessThan(naive / 2);
});

test("a difference that is certain and smaller than the margin does not count", () => {
  const a = Array.from({ length: 300 }, (_, index) => index / 30_000);
  const b = a.map((value) => value + 0.015);
  const result = independentTest(a, b, MARGIN)!;
  expectClose(result.shift, 0.015, 1e-9);
  expect(mannWhitney(a, b).p).toBeLessThan(1e-6);
  expect(result.p).toBe(1);
});

test("without a margin it is the Mann–Whitney test", () => {
  const { a, b } = INDEPENDENT.medium;
  expect(independentTest(a, b, 0)!.p).toBe(mannWhitney(a, b).p);
});

test("says what sizes of 3 and 3 can tell at best: p = 0.1", () => {
  const result = independentTest([1, 2, 3], [7, 8, 9], MARGIN)!;
  expectClose(result.smallestP, 0.1, 1e-15);
  expectClose(result.p, 0.1, 1e-12);
  expect(result.interval).toBeUndefined();
});

test("the detectable shift of two samples of 30 with deviation s is 2.8 · s · √(2/30)", () => {
  const a = Array.from({ length: 30 }, (_, index) => (index % 2 === 0 ? 1 : -1));
  const stddev = Math.sqrt(30 / 29);
  const { detectable } = independentTest(a, a, MARGIN)!;
  expectClose(detectable, 2.8015852178 * stddev * Math.sqrt(2 / 30), 1e-9);
});

test("one value a side has a shift and nothing else; none has nothing", () => {
  expect(independentTest([1], [2], MARGIN)).toEqual({ shift: 1, p: 1, smallestP: 1 });
  expect(independentTest([], [2], MARGIN)).toBeUndefined();
});

test("a run that fails altogether is infinitely worse", () => {
  const fine = [4, 7, 1, 9, 2, 8, 3, 10, 5, 6];
  const failed = fine.map(() => Infinity);
  const result = independentTest(fine, failed, MARGIN)!;
  expect(result.shift).toBe(Infinity);
  expect(result.p).toBeLessThan(0.001);
});
