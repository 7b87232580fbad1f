import { expect } from "bun:test";

/** Equal but for a relative difference; two zeros or two equal infinities are equal. */
export function expectClose(actual: number | undefined, expected: number, relative = 1e-12): void {
  if (actual === expected) return;
  expect(actual).toBeNumber();
  expect(Math.abs((actual ?? Number.NaN) - expected)).toBeLessThanOrEqual(
    relative * Math.abs(expected),
  );
}
