import { expect, test } from "bun:test";
import { combinedRatio } from "../../src/statistics/combined-ratio.ts";
import { expectClose } from "./close.ts";

const around = (value: number, factor: number) => ({
  value,
  interval: { low: value / factor, high: value * factor },
});

test("equal relative intervals combine like errors: factor f each gives f to the power √2", () => {
  const { ratio, interval } = combinedRatio(around(100, 1.1), around(120, 1.1));
  expectClose(ratio, 1.2, 1e-12);
  expectClose(interval.high, 1.2 * 1.1 ** Math.SQRT2, 1e-12);
  expectClose(interval.low, 1.2 / 1.1 ** Math.SQRT2, 1e-12);
});

test("p is 5 % just where the interval touches 1", () => {
  const factor = 1.2 ** Math.SQRT1_2;
  const { p, interval } = combinedRatio(around(100, factor), around(120, factor));
  expectClose(interval.low, 1, 1e-12);
  expectClose(p, 0.05, 1e-12);
});

test("without any width a change is certain, and no change is none", () => {
  expect(combinedRatio(around(2, 1), around(3, 1))).toMatchObject({ ratio: 1.5, p: 0 });
  expect(combinedRatio(around(2, 1), around(2, 1)).p).toBe(1);
});

test("an estimate outside of its interval, or none above zero, is refused", () => {
  expect(() => combinedRatio(around(0, 1), around(1, 1))).toThrow(RangeError);
  const outside = { value: 5, interval: { low: 6, high: 7 } };
  expect(() => combinedRatio(around(1, 1), outside)).toThrow(RangeError);
});
