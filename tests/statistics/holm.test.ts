import { expect, test } from "bun:test";
import fc from "fast-check";
import { holmAdjust, holmFloor, pairsAmong } from "../../src/statistics/holm.ts";
import { signedRank } from "../../src/statistics/signed-rank.ts";
import { expectClose } from "./close.ts";

test("adjusts as R's p.adjust(p, 'holm') does", () => {
  // Worked by numpy: 5·0.005, 4·0.01, 3·0.03, max(2·0.04, 0.09), 0.6
  const expected = [0.04, 0.09, 0.09, 0.025, 0.6];
  for (const [index, p] of holmAdjust([0.01, 0.04, 0.03, 0.005, 0.6]).entries()) {
    expectClose(p, expected[index]!, 1e-14);
  }
});

test("a single p stays, none gives none, and nothing exceeds 1", () => {
  expect(holmAdjust([0.03])).toEqual([0.03]);
  expect(holmAdjust([])).toEqual([]);
  expect(holmAdjust([0.6, 0.9, 0.7])).toEqual([1, 1, 1]);
});

const pValues = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 20 });

test("never below the p it began with nor above Bonferroni's, and in the same order", () => {
  fc.assert(
    fc.property(pValues, (list) => {
      const adjusted = holmAdjust(list);
      for (const [i, p] of list.entries()) {
        expect(adjusted[i]!).toBeGreaterThanOrEqual(p);
        expect(adjusted[i]!).toBeLessThanOrEqual(Math.min(1, p * list.length) + 1e-12);
        for (const [j, other] of list.entries()) {
          if (p < other) expect(adjusted[i]!).toBeLessThanOrEqual(adjusted[j]!);
        }
      }
    }),
  );
});

test("rejects what the step-down procedure rejects", () => {
  fc.assert(
    fc.property(pValues, (list) => {
      const ordered = list.toSorted((a, b) => a - b);
      const kept = ordered.findIndex((p, step) => p > 0.05 / (list.length - step));
      const rejected = kept === -1 ? list.length : kept;
      // p · m <= α and p <= α / m may round to different sides at the very edge; random doubles do not hit it.
      expect(holmAdjust(list).filter((p) => p <= 0.05).length).toBe(rejected);
    }),
  );
});

test("does not care for order", () => {
  fc.assert(
    fc.property(pValues, (list) => {
      expect(holmAdjust(list.toReversed())).toEqual(holmAdjust(list).toReversed());
    }),
  );
});

test.each([
  // From the specification of the method
  [2, 6],
  [3, 7],
  [4, 8],
  [5, 9],
  [6, 10],
  [8, 11],
  [10, 11],
  [15, 13],
  [20, 13],
] as const)("with %d targets no pair can be told apart before %d blocks", (targets, floor) => {
  expect(holmFloor(targets)).toBe(floor);
  const smallestP = (n: number): number => signedRank(Array<number>(n).fill(1)).p;
  const threshold = 0.05 / pairsAmong(targets);
  expect(smallestP(floor)).toBeLessThanOrEqual(threshold);
  expect(smallestP(floor - 1)).toBeGreaterThan(threshold);
});

test("one target has no pairs and no floor", () => {
  expect(pairsAmong(1)).toBe(0);
  expect(holmFloor(1)).toBe(0);
});
