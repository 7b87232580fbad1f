import { expect, test } from "bun:test";
import { compareObservations, longerThan, observed } from "../../src/statistics/observation.ts";

test("what was seen comes before what was cut off, failures come last", () => {
  const failed = observed(Infinity);
  const list = [failed, longerThan(10), observed(20), longerThan(5), observed(3)];
  expect(list.toSorted(compareObservations)).toEqual([
    observed(3),
    observed(20),
    longerThan(5),
    longerThan(10),
    failed,
  ]);
  expect(compareObservations(failed, failed)).toBe(0);
});
