import { expect, test } from "bun:test";
import fc from "fast-check";
import { hodgesLehmann } from "../../src/statistics/hodges-lehmann.ts";
import { holmAdjust } from "../../src/statistics/holm.ts";
import {
  minimumDetectable,
  moreBlocksToSeparate,
} from "../../src/statistics/minimum-detectable.ts";
import { pairedTest } from "../../src/statistics/paired-test.ts";
import { expectClose } from "./close.ts";
import { normalSeries, shareOf } from "./simulate.ts";

const differences = [0.1, -0.2, 0.35, 0.05, -0.15, 0.3, 0.22, -0.4, 0.18, 0.02];

test("follows the formula", () => {
  // numpy/scipy: exp((norm.ppf(1 - .05/2/m) + norm.ppf(.8)) * std(ddof=1) / sqrt(10)) - 1
  expectClose(minimumDetectable(differences, 1), 0.23391690713504998, 1e-10);
  expectClose(minimumDetectable(differences, 10), 0.3148813130482182, 1e-10);
});

test("blocks to separate: 365 in all for a difference of 6 % less a margin of 2 %", () => {
  // numpy/scipy: ((norm.ppf(1 - .05/6) + norm.ppf(.8)) * std / (0.06 - log(1.02)))^2 = 364.7, of which 10 are there
  expect(moreBlocksToSeparate(differences, 3, 0.02)).toBe(355);
});

test("a slow wave needs more blocks, since each tells less", () => {
  // numpy/scipy: rho 0.956, so n_eff = 2 of 40 and 243.53 blocks in all
  const wave = Array.from({ length: 40 }, (_, index) => 0.12 + 0.3 * Math.sin(index / 4));
  expect(moreBlocksToSeparate(wave, 1, 0.02)).toBe(204);
});

test("no number of blocks separates what is equal within the margin", () => {
  expect(moreBlocksToSeparate(differences, 3, 0.1)).toBeUndefined();
  expect(moreBlocksToSeparate([0.1, -0.1, 0.1, -0.1], 1, 0.02)).toBeUndefined();
});

test("says nothing of fewer than two blocks", () => {
  expect(minimumDetectable([], 1)).toBeUndefined();
  expect(minimumDetectable([0.3], 1)).toBeUndefined();
  expect(moreBlocksToSeparate([0.3], 1, 0.02)).toBeUndefined();
});

test("always asks for one more at least, and stays finite with failures", () => {
  expect(moreBlocksToSeparate([1, 1.01, 0.99, 1, 1.02, 1], 1, 0.02)).toBe(1);
  const withFailures = [...differences, Infinity, Infinity];
  expect(minimumDetectable(withFailures, 3)).toBeWithin(0.1, 1);
  expect(moreBlocksToSeparate(withFailures, 3, 0.02)).toBeWithin(1, 1e6);
});

test("a slow wave can see less than the same blocks shuffled", () => {
  const wave = Array.from({ length: 40 }, (_, index) => Math.sin(index / 5));
  const shuffled = wave.map((_, index) => wave[(index * 17) % 40]!);
  expect(minimumDetectable(wave, 1)!).toBeGreaterThan(1.5 * minimumDetectable(shuffled, 1)!);
});

test("more comparisons ask for larger differences and more blocks", () => {
  const list = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), {
    minLength: 6,
    maxLength: 40,
  });
  fc.assert(
    fc.property(list, fc.integer({ min: 1, max: 100 }), (values, comparisons) => {
      const few = minimumDetectable(values, comparisons)!;
      const many = minimumDetectable(values, comparisons + 1)!;
      expect(many).toBeGreaterThanOrEqual(few);
      expect(few).toBeGreaterThanOrEqual(0);
      const blocks = moreBlocksToSeparate(values, comparisons, 0.02);
      if (blocks === undefined) return;
      expect(moreBlocksToSeparate(values, comparisons + 1, 0.02)!).toBeGreaterThanOrEqual(blocks);
      expect(Math.abs(hodgesLehmann(values)!)).toBeGreaterThan(Math.log(1.02));
    }),
  );
});

test("a difference as large as told is seen in about 80 % of races", () => {
  const series = normalSeries("detectable");
  // Noise 0.2, 30 blocks, 3 pairs of which this is one: with σ known the formula gives 0.1175 for the logarithm.
  const truth = ((2.3939797998185104 + 0.8416212335729143) * 0.2) / Math.sqrt(30);
  const power = shareOf(600, () => {
    const { p } = pairedTest(series(30).map((z) => truth + 0.2 * z));
    return holmAdjust([p, 1, 1])[0]! <= 0.05;
  });
  expect(power).toBeWithin(0.68, 0.88);
});
