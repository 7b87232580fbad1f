import { expect, test } from "bun:test";
import fc from "fast-check";
import { midRanks } from "../../src/statistics/ranks.ts";
import { signedSumCounts } from "../../src/statistics/signed-rank-distribution.ts";
import { signedRank } from "../../src/statistics/signed-rank.ts";
import { expectClose } from "./close.ts";

test.each([
  // scipy 1.17: stats.wilcoxon(d, method="exact")
  ["10 differences", [0.12, -0.05, 0.31, 0.22, -0.11, 0.4, 0.07, 0.18, 0.02, -0.01], 0.064453125],
  [
    "25 differences",
    Array.from({ length: 25 }, (_, i) => (i + 1) * ((i * 7 + 3) % 5 < 2 ? -1 : 1)),
    0.4741646647453308,
  ],
  [
    "50 differences",
    Array.from({ length: 50 }, (_, i) => (i + 1) * ((i * i * 7 + 3) % 5 < 2 ? -1 : 1)),
    5.121092026350027e-5,
  ],
] as const)("exact p of %s", (_name, differences, p) => {
  const result = signedRank(differences);
  expect(result.method).toBe("exact");
  expectClose(result.p, p, 1e-13);
});

test.each([
  // scipy 1.17: stats.wilcoxon(d, zero_method="pratt", correction=True, method="asymptotic"); both hold ties and zeros
  [60, Array.from({ length: 60 }, (_, i) => (((i * 37) % 23) - 9) / 4), 643, 0.04667876929408769],
  [
    100,
    Array.from({ length: 100 }, (_, i) => (((i * 37) % 101) - 45) / 8),
    2066,
    0.11530116074965979,
  ],
] as const)("normal p of %d differences with ties and zeros", (_n, differences, smaller, p) => {
  const result = signedRank(differences);
  expect(result.method).toBe("normal");
  expect(Math.min(result.plus, result.minus)).toBe(smaller);
  expectClose(result.p, p, 1e-10);
});

test("depression scores of Hollander & Wolfe, table 3.1: T+ = 5, two-sided p = 0.039", () => {
  const before = [1.83, 0.5, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.3];
  const after = [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29];
  const result = signedRank(after.map((value, index) => value - before[index]!));
  expect(result).toMatchObject({ plus: 5, minus: 40, method: "exact" });
  expectClose(result.p, 0.0390625, 1e-14);
});

test.each([
  // Printed in every table of critical values (McCornack 1965): largest T rejected at two-sided 5 % and 1 %
  [6, 0, -1],
  [7, 2, -1],
  [8, 3, 0],
  [9, 5, 1],
  [10, 8, 3],
  [15, 25, 15],
  [20, 52, 37],
  [25, 89, 68],
  [30, 137, 109],
  [50, 434, 373],
] as const)("critical values for n = %d are %d and %d", (n, five, one) => {
  const counts = signedSumCounts(Array.from({ length: n }, (_, index) => index + 1));
  const critical = (alpha: number): number => {
    let tail = 0;
    return counts.findIndex((count) => (2 * (tail += count)) / 2 ** n > alpha) - 1;
  };
  expect([critical(0.05), critical(0.01)]).toEqual([five, one]);
});

/** P(|T+ - mean| >= as seen), over all 2^n signs of the ranks that are not those of zeros. */
function byTryingAllSigns(differences: readonly number[]): number {
  const all = midRanks(differences.map(Math.abs));
  const ranks = all.filter((_, index) => differences[index] !== 0);
  const seen = all.reduce((sum, rank, index) => (differences[index]! > 0 ? sum + rank : sum), 0);
  const mean = ranks.reduce((sum, rank) => sum + rank, 0) / 2;
  let extreme = 0;
  for (let signs = 0; signs < 2 ** ranks.length; signs++) {
    const plus = ranks.reduce((sum, rank, bit) => ((signs >> bit) & 1 ? sum + rank : sum), 0);
    if (Math.abs(plus - mean) >= Math.abs(seen - mean)) extreme++;
  }
  return extreme / 2 ** ranks.length;
}

const rough = fc.array(
  fc.oneof(fc.integer({ min: -4, max: 4 }), fc.constantFrom(Infinity, -Infinity)),
  { maxLength: 10 },
);

test("exact means exact: all signs tried out give the same p, with ties, zeros and infinities", () => {
  expectClose(signedRank([0, 0, 1, 1, -1, 2, 2, 3, -2, 5, 5, 0, 4]).p, 0.044921875, 1e-14);
  fc.assert(
    fc.property(rough, (differences) => {
      expectClose(signedRank(differences).p, byTryingAllSigns(differences), 1e-13);
    }),
  );
});

test("order, unit and direction change nothing", () => {
  fc.assert(
    fc.property(rough, fc.constantFrom(0.001, 2, 1e6), (differences, unit) => {
      const { plus, minus, p } = signedRank(differences);
      expect(signedRank(differences.toReversed().map((value) => value * unit)).p).toBe(p);
      expect(signedRank(differences.map((value) => -value))).toMatchObject({
        plus: minus,
        minus: plus,
        p,
      });
    }),
  );
});

test("zeros push the ranks of the others up, as Pratt has it, before they are left out", () => {
  // Ranks 1..7, minus 1 + 2: 5 subsets sum to at most 3. Behind two zeros 3..9, minus 3 + 4: 7 subsets sum to at most 7.
  const differences = [-1, -2, 3, 4, 5, 6, 7];
  expectClose(signedRank(differences).p, (2 * 5) / 128, 1e-14);
  expectClose(signedRank([0, ...differences, 0]).p, (2 * 7) / 128, 1e-14);
});

test("one failure counts as the largest difference, not as more", () => {
  expect(signedRank([1, 2, 3, -Infinity])).toEqual(signedRank([1, 2, 3, -99]));
});

test("nothing but ties proves nothing", () => {
  expect(signedRank([])).toMatchObject({ p: 1, plus: 0, minus: 0 });
  expect(signedRank([0, 0, 0])).toMatchObject({ p: 1 });
  expect(() => signedRank([1, Number.NaN])).toThrow(RangeError);
});

test("the step from exact to normal, at 50, is smooth", () => {
  const differences = Array.from({ length: 51 }, (_, i) => (i + 1) * (i % 3 === 0 ? -1 : 1));
  const { p: normal, method } = signedRank(differences);
  expect(method).toBe("normal");
  const { p: exact } = signedRank(differences.slice(0, 50));
  expect(Math.abs(normal - exact)).toBeLessThan(0.03);
});
