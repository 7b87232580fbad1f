import { expect, test } from "bun:test";
import fc from "fast-check";
import { logRatio } from "../../src/statistics/log-ratio.ts";
import { longerThan, observed } from "../../src/statistics/observation.ts";
import { expectClose } from "./close.ts";

const failed = observed(Infinity);

test("is the logarithm of the ratio", () => {
  expectClose(logRatio(observed(300), observed(200)), Math.log(1.5), 1e-12);
});

test("a failure is the largest difference, with its sign", () => {
  expect(logRatio(failed, observed(200))).toBe(Infinity);
  expect(logRatio(observed(200), failed)).toBe(-Infinity);
});

test("two failures of any sort are a tie", () => {
  expect(logRatio(failed, failed)).toBe(0);
  expect(logRatio(longerThan(60), longerThan(10))).toBe(0);
  expect(logRatio(longerThan(60), failed)).toBe(0);
  expect(logRatio(failed, longerThan(60))).toBe(0);
});

test("a timeout is worse than what was done in that time", () => {
  expect(logRatio(longerThan(60), observed(60))).toBe(Infinity);
  expect(logRatio(observed(2), longerThan(60))).toBe(-Infinity);
});

test("a timeout says nothing against what took longer", () => {
  expect(logRatio(longerThan(10), observed(11))).toBeUndefined();
  expect(logRatio(observed(11), longerThan(10))).toBeUndefined();
});

test("speeds go in the other way round, a failure as 0", () => {
  const failedSpeed = observed(0);
  expect(logRatio(observed(80), failedSpeed)).toBe(Infinity);
  expect(logRatio(failedSpeed, observed(80))).toBe(-Infinity);
  expect(logRatio(failedSpeed, failedSpeed)).toBe(0);
});

test("swapping the two turns the sign", () => {
  const observation = fc.oneof(
    fc.double({ min: 0.1, max: 100, noNaN: true }).map(observed),
    fc.double({ min: 0.1, max: 100, noNaN: true }).map(longerThan),
    fc.constant(failed),
  );
  fc.assert(
    fc.property(observation, observation, (a, b) => {
      const forth = logRatio(a, b);
      const back = logRatio(b, a);
      expect(back).toEqual(forth === undefined ? undefined : 0 - forth);
    }),
  );
});
