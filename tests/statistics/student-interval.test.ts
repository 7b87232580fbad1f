import { expect, test } from "bun:test";
import { studentInterval } from "../../src/statistics/student-interval.ts";

test("is that of the textbook: 1 to 5, as R's t.test gives it", () => {
  const found = studentInterval([1, 2, 3, 4, 5]);
  expect(found?.low).toBeCloseTo(1.036757, 6);
  expect(found?.high).toBeCloseTo(4.963243, 6);
});

test("grows when the values are worth fewer than they are", () => {
  const found = studentInterval([1, 2, 3, 4, 5], 2);
  // qt(0.975, 1) = 12.70620473617471 (R).
  expect(found?.high).toBeCloseTo(3 + (12.70620473617471 * Math.sqrt(2.5)) / Math.SQRT2, 9);
});

test("does not exist for a single effective value, nor for infinite differences", () => {
  expect(studentInterval([1, 2, 3], 1)).toBeUndefined();
  expect(studentInterval([1])).toBeUndefined();
  expect(studentInterval([])).toBeUndefined();
  expect(studentInterval([1, Number.POSITIVE_INFINITY, 2])).toBeUndefined();
});
