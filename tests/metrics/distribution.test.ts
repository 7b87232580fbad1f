import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { distribution, pooledDistribution } from "../../src/metrics/distribution.ts";
import { longerThan, observed } from "../../src/statistics/observation.ts";

const upTo = (n: number): number[] => Array.from({ length: n }, (_, index) => index + 1);
/** 1..n from both ends in turn, so that no value resembles the one before it. */
const mixed = (n: number): number[] =>
  upTo(n).map((place) => (place % 2 === 1 ? (place + 1) / 2 : n + 1 - place / 2));
const seen = (values: readonly number[]) => values.map(observed);
const failures = (count: number) => Array.from({ length: count }, () => observed(Infinity));
const timeouts = (count: number) => Array.from({ length: count }, () => longerThan(60_000));

describe("a distribution", () => {
  test("is absent without an attempt", () => {
    expect(distribution([])).toBeUndefined();
    expect(pooledDistribution([[], []])).toBeUndefined();
  });

  test("of 100 values has order statistics and their exact binomial ranks as intervals", () => {
    const found = distribution(seen(mixed(100)));
    expect(found).toMatchObject({ n: 100, nEffective: 100, mean: 50.5, min: 1, max: 100 });
    // Ranks 40 and 60, 91 and 100: methodology, 9.2.
    expect(found).toMatchObject({ p50: 50.5, p50Interval: [40, 60] });
    expect(found).toMatchObject({ p95: 95, p95Interval: [91, 100], p95Bounded: true });
    expect(found?.p99).toBeUndefined();
    expect(found?.givenSuccess).toBeUndefined();
  });

  test("has P99 from 299 values on", () => {
    expect(distribution(seen(mixed(298)))?.p99).toBeUndefined();
    expect(distribution(seen(mixed(300)))?.p99).toBe(297);
  });

  test("has no interval below the floor of its quantile", () => {
    const small = distribution(seen([3, 1, 4, 1, 5]));
    expect(small?.p50).toBe(3);
    expect(small).not.toHaveProperty("p50Interval");
    expect(distribution(seen([3, 1, 4, 1, 5, 9]))?.p50Interval).toEqual([1, 9]);
    const most = distribution(seen(mixed(58)));
    expect(most).toMatchObject({ p95: 56, p95Bounded: false });
    expect(most).not.toHaveProperty("p95Interval");
  });

  test("of values that resemble their neighbours is worth fewer of them", () => {
    const rising = distribution(seen(upTo(100)));
    expect(rising?.nEffective).toBeLessThan(10);
    expect(rising).not.toHaveProperty("p95Interval");
  });

  test("puts failures at the end: the median moves up, and what they reach is null", () => {
    const [a, b, c] = failures(3);
    const found = distribution(
      [...seen([1, 7]), a!, ...seen([2, 6]), b!, ...seen([3, 5]), c!, observed(4)],
      upTo(7),
    );
    expect(found).toMatchObject({ n: 10, p50: 5.5, p95: null, mean: 4, max: 7 });
    expect(found).toMatchObject({ givenSuccess: { n: 7, p50: 4, p95: 7 } });
    expect(found).not.toHaveProperty("p95Above");
    expect(found?.p50Interval?.[1]).toBeNull();
  });

  test("knows only a lower bound where timeouts lie", () => {
    const found = distribution([...timeouts(6), ...seen(upTo(4))], upTo(4));
    expect(found).toMatchObject({ p50: null, p50Above: 60_000, p95: null, p95Above: 60_000 });
  });

  test("of nothing but failures has a count and no numbers", () => {
    const found = distribution(failures(4), []);
    expect(found).toMatchObject({ n: 4, p50: null, p95: null });
    expect(found).not.toHaveProperty("mean");
    expect(found).not.toHaveProperty("givenSuccess");
  });

  test("never gets better when a value is replaced by a timeout or a failure", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 1, max: 50_000, noNaN: true }), { minLength: 1, maxLength: 60 }),
        fc.nat(),
        fc.boolean(),
        (values, at, isTimeout) => {
          const worse = seen(values);
          worse[at % values.length] = isTimeout ? longerThan(60_000) : observed(Infinity);
          const before = distribution(seen(values));
          const after = distribution(worse);
          expect(after?.p50 ?? Infinity).toBeGreaterThanOrEqual(before?.p50 ?? Infinity);
          expect(after?.p95 ?? Infinity).toBeGreaterThanOrEqual(before?.p95 ?? Infinity);
        },
      ),
    );
  });

  test("survives JSON: no infinity, no NaN, nothing undefined", () => {
    const found = distribution([...failures(3), ...timeouts(3), ...seen([5])], [5]);
    expect(JSON.parse(JSON.stringify(found))).toEqual(found);
  });
});

test("pooled values count each attempt as one witness", () => {
  const groups = Array.from({ length: 10 }, (_, group) => upTo(50).map((value) => group + value));
  const found = pooledDistribution(groups);
  expect(found).toMatchObject({ n: 500, nEffective: 10, p95Bounded: false });
  // Ranks [2, 9] of 10, stretched to 500.
  const ascending = groups.flat().toSorted((a, b) => a - b);
  expect(found?.p50Interval).toEqual([ascending[99]!, ascending[449]!]);
});
