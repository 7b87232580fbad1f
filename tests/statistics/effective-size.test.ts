import { expect, test } from "bun:test";
import fc from "fast-check";
import {
  effectiveSizeOfDifferences,
  effectiveSizeOfValues,
} from "../../src/statistics/effective-size.ts";
import { expectClose } from "./close.ts";
import { normalSeries } from "./simulate.ts";

test("finds the lag-1 autocorrelation of the logarithms", () => {
  // numpy 2.4: x = log(v) - mean; (x[1:] * x[:-1]).sum() / (x * x).sum(); 10 (1-r)/(1+r) = 3.73
  const size = effectiveSizeOfValues([500, 520, 610, 590, 480, 450, 470, 520, 600, 640]);
  expectClose(size.autocorrelation, 0.4565049237146554, 1e-10);
  expect(size.nEffective).toBe(3);
});

test("values that alternate count in full, none more than once", () => {
  const size = effectiveSizeOfValues([1, 2, 1, 2, 1, 2, 1, 2]);
  expect(size.autocorrelation).toBeLessThan(-0.8);
  expect(size.nEffective).toBe(8);
});

test("a steady climb keeps at least 1/19 of its values, and never none", () => {
  const climb = Array.from({ length: 400 }, (_, index) => 1 + index);
  expect(effectiveSizeOfValues(climb).nEffective).toBe(Math.floor(400 / 19));
  expect(effectiveSizeOfValues([1, 2, 3, 4]).nEffective).toBeGreaterThanOrEqual(1);
});

test.each([
  ["no values", []],
  ["one", [5]],
  ["three", [1, 2, 3]],
  ["a constant series", [4, 4, 4, 4, 4, 4]],
  ["nothing but failures", [Infinity, Infinity, Infinity, Infinity, Infinity]],
] as const)("%s: no autocorrelation, all count", (_name, values) => {
  expect(effectiveSizeOfValues(values)).toEqual({ autocorrelation: 0, nEffective: values.length });
});

test("an outage, failures in a row, is autocorrelation; the same failures scattered are not", () => {
  const fine = Array.from({ length: 40 }, (_, index) => 100 + ((index * 7) % 5));
  const outage = fine.map((value, index) => (index >= 10 && index < 18 ? Infinity : value));
  const scattered = fine.map((value, index) => (index % 5 === 2 ? Infinity : value));
  expect(effectiveSizeOfValues(outage).autocorrelation).toBeGreaterThan(
    effectiveSizeOfValues(scattered).autocorrelation + 0.2,
  );
});

test("a zero among the values is no harm, a negative value or NaN is refused", () => {
  expect(effectiveSizeOfValues([0, 1, 2, 3, 1]).nEffective).toBeWithin(1, 6);
  expect(() => effectiveSizeOfValues([1, -1, 1, 1])).toThrow(RangeError);
  expect(() => effectiveSizeOfValues([1, Number.NaN, 1, 1])).toThrow(RangeError);
});

test("differences count in full until their autocorrelation is significant", () => {
  const series = normalSeries("effective");
  // Independent: about 2.5 % of series look significant, so of 200 no more than 15 (binomial, 1e-4).
  const independent = Array.from({ length: 200 }, () => effectiveSizeOfDifferences(series(30)));
  expect(independent.filter(({ nEffective }) => nEffective < 30).length).toBeLessThan(15);
  const wave = Array.from({ length: 60 }, (_, index) => Math.sin(index / 6));
  expect(effectiveSizeOfDifferences(wave).nEffective).toBe(Math.floor((60 * 0.1) / 1.9));
});

test("the sign of an infinite difference lives on", () => {
  const ups = [Infinity, Infinity, Infinity, Infinity, Infinity, 0, 0, 0, 0, 0];
  const mixed = ups.map((value, index) => (index % 2 === 0 ? -value : value) || 0);
  expect(effectiveSizeOfDifferences(ups).autocorrelation).toBeGreaterThan(0.6);
  expect(effectiveSizeOfDifferences(mixed).autocorrelation).toBeLessThan(0);
});

test("is between 1 and n, whatever the unit", () => {
  const times = fc.array(fc.double({ min: 0.001, max: 1e6, noNaN: true }), { minLength: 1 });
  fc.assert(
    fc.property(times, fc.constantFrom(1e-3, 60, 1e6), (values, unit) => {
      const size = effectiveSizeOfValues(values);
      expect(size.nEffective).toBeWithin(1, values.length + 1);
      expect(Math.abs(size.autocorrelation)).toBeLessThanOrEqual(1);
      const scaled = effectiveSizeOfValues(values.map((value) => value * unit));
      if (new Set(values.map((value) => value.toPrecision(9))).size < 2) return;
      expect(Math.abs(scaled.autocorrelation - size.autocorrelation)).toBeLessThan(1e-5);
    }),
  );
});
