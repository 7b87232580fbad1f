import { describe } from "./describe.ts";
import { effectiveSizeOfDifferences } from "./effective-size.ts";
import { pullInInfinities } from "./infinities.ts";
import type { Interval } from "./interval.ts";
import { mannWhitney, rankSumInflation } from "./mann-whitney.ts";
import { normalQuantile } from "./normal.ts";
import { median } from "./quantile.ts";
import { hodgesLehmannShift, shiftInterval } from "./shift.ts";
import { sorted } from "./sorted.ts";

/** What sets the second of two independent samples apart from the first. Everything is in the unit of the values. */
export interface IndependentTest {
  /** How much larger the second typically is: Hodges–Lehmann. */
  readonly shift: number;
  /** 95 % of it; absent when there are too few values. */
  readonly interval?: Interval;
  /** Of "no larger difference than the margin", two-sided at a margin of 0; not yet adjusted for other tests. */
  readonly p: number;
  /** The smallest p that samples of these sizes can give. */
  readonly smallestP: number;
  /** The shift that would have been seen with 80 % power; absent when one sample has fewer than two values. */
  readonly detectable?: number;
}

const ALPHA = 0.05;
const POWER = 0.8;

/** Independent values in a series that is in the order of time; fewer than there are only when neighbours are significantly alike. */
function effective(values: readonly number[]): number {
  const centre = median(sorted(pullInInfinities(values))) ?? 0;
  return effectiveSizeOfDifferences(values.map((value) => value - centre)).nEffective;
}

/** 1 / C(m + n, m) is the chance of the most extreme order; twice, for two sides. */
function smallestP(m: number, n: number): number {
  let p = 2;
  for (let step = 1; step <= Math.min(m, n); step++) p *= step / (Math.max(m, n) + step);
  return Math.min(1, p);
}

function detectableShift(
  a: readonly number[],
  b: readonly number[],
  aEffective: number,
  bEffective: number,
): number | undefined {
  const first = describe(pullInInfinities(a))?.stddev;
  const second = describe(pullInInfinities(b))?.stddev;
  if (first === undefined || second === undefined) return undefined;
  const error = Math.sqrt(first ** 2 / aEffective + second ** 2 / bEffective);
  return (normalQuantile(1 - ALPHA / 2) + normalQuantile(POWER)) * error;
}

/**
 * Compares two independent samples, such as logarithms of the times of two runs, each in the order of time; failures are
 * `+Infinity`. Undefined when one of them is empty.
 *
 * `p` is the larger of two: of the two-sided Mann–Whitney test that there is no difference, and of the one-sided one that the
 * difference does not go beyond `margin` (the samples moved together by it). The first keeps false alarms at 5 % however noisy the
 * samples are; the second keeps a difference that is real but does not matter from counting, however many values there are: a
 * minimum-effect test (Murphy & Myors 1999), and the two together an intersection–union test (Berger 1982), which needs no
 * correction. Where a series is significantly autocorrelated, test and interval reckon with its effective size.
 */
export function independentTest(
  a: readonly number[],
  b: readonly number[],
  margin: number,
): IndependentTest | undefined {
  const shift = hodgesLehmannShift(a, b);
  if (shift === undefined) return undefined;
  const [aEffective, bEffective] = [effective(a), effective(b)];
  const inflation = rankSumInflation(a.length, b.length, aEffective, bEffective);
  const moved = (by: number): readonly number[] => b.map((value) => value - by);
  const beyond = Math.min(
    mannWhitney(a, moved(margin), inflation).pLarger,
    mannWhitney(a, moved(-margin), inflation).pSmaller,
  );
  const interval = shiftInterval(a, b, inflation);
  const detectable = detectableShift(a, b, aEffective, bEffective);
  return {
    shift,
    ...(interval === undefined ? {} : { interval }),
    p: Math.max(mannWhitney(a, b, inflation).p, margin > 0 ? beyond : 0),
    smallestP: smallestP(a.length, b.length),
    ...(detectable === undefined ? {} : { detectable }),
  };
}
