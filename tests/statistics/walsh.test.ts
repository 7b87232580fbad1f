import { expect, test } from "bun:test";
import fc from "fast-check";
import { sorted } from "../../src/statistics/sorted.ts";
import { walshAverage, walshAverageAt } from "../../src/statistics/walsh.ts";

function listed(values: readonly number[]): number[] {
  const all = values.flatMap((a, i) => values.slice(i).map((b) => walshAverage(a, b)));
  return [...sorted(all)];
}

test("an infinite difference outweighs a finite one; two of opposite sign cancel", () => {
  expect(walshAverage(Infinity, -5)).toBe(Infinity);
  expect(walshAverage(3, -Infinity)).toBe(-Infinity);
  expect(walshAverage(Infinity, -Infinity)).toBe(0);
  expect(walshAverage(Infinity, Infinity)).toBe(Infinity);
});

test("finds each of the averages as a sorted list of them has it", () => {
  const difference = fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: -1e9, max: 1e9 }).map((value) => value / 1e6) },
    { weight: 2, arbitrary: fc.integer({ min: -2, max: 2 }) },
    { weight: 1, arbitrary: fc.constantFrom(Infinity, -Infinity) },
  );
  fc.assert(
    fc.property(fc.array(difference, { minLength: 1, maxLength: 12 }), (differences) => {
      const list = listed(differences);
      const values = sorted(differences);
      for (const [index, average] of list.entries()) {
        expect(walshAverageAt(values, index + 1) - average || 0).toBe(0);
      }
    }),
    { numRuns: 60 },
  );
});
