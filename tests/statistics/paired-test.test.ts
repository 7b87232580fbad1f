import { expect, test } from "bun:test";
import fc from "fast-check";
import { pairedTest } from "../../src/statistics/paired-test.ts";
import { signedRank } from "../../src/statistics/signed-rank.ts";
import { expectClose } from "./close.ts";
import { normalSeries, shareOf } from "./simulate.ts";

const wave = Array.from(
  { length: 40 },
  (_, i) => 0.02 + 0.3 * Math.sin(i / 4) + 0.05 * (((i * 7) % 5) - 2) + 0.12,
);

test("independent blocks get the signed-rank p", () => {
  const differences = [0.12, -0.05, 0.31, 0.22, -0.11, 0.4, 0.07, 0.18, 0.02, -0.01];
  expect(pairedTest(differences)).toEqual({
    n: 10,
    nEffective: 10,
    p: signedRank(differences).p,
    method: "exact",
  });
});

test("a slow wave is not forty witnesses: the t-test on 4 decides", () => {
  // numpy/scipy: rho 0.793, n_eff = floor(40 (1-rho)/(1+rho)) = 4, 2 * t.sf(mean / (sd / 2), 3); Wilcoxon alone says 4e-6
  const { p, ...rest } = pairedTest(wave);
  expect(rest).toEqual({ n: 40, nEffective: 4, method: "student" });
  expectClose(p, 0.1620117481631842, 1e-10);
  expect(signedRank(wave).p).toBeLessThan(1e-5);
});

test("a trend of so few blocks that one effective one is left proves nothing", () => {
  expect(pairedTest([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]).p).toBe(1);
});

test("failures in a row are a witness with less weight, and no NaN", () => {
  const differences = [...Array<number>(20).fill(-0.1), ...Array<number>(20).fill(Infinity)];
  const { p, nEffective } = pairedTest(differences);
  expect(nEffective).toBeLessThan(40);
  expect(p).toBeGreaterThan(signedRank(differences).p);
});

test("no blocks, no proof", () => {
  expect(pairedTest([])).toMatchObject({ n: 0, nEffective: 0, p: 1 });
});

test("p is never below that of the signed-rank test, and blind to the direction", () => {
  const difference = fc.oneof(
    { weight: 8, arbitrary: fc.double({ min: -2, max: 2, noNaN: true }) },
    { weight: 1, arbitrary: fc.constantFrom(Infinity, -Infinity, 0) },
  );
  fc.assert(
    fc.property(fc.array(difference, { maxLength: 70 }), (differences) => {
      const { p, nEffective } = pairedTest(differences);
      expect(p).toBeWithin(signedRank(differences).p, 1 + 1e-12);
      expect(nEffective).toBeLessThanOrEqual(differences.length);
      expectClose(pairedTest(differences.map((value) => -value)).p, p, 1e-9);
    }),
  );
});

test("two equal targets are told apart in about 5 % of races", () => {
  const series = normalSeries("paired");
  const falsely = shareOf(1200, () => pairedTest(series(30)).p <= 0.05);
  // Standard error 0.0063.
  expect(falsely).toBeLessThan(0.07);
});
