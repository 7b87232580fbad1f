import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { randomFor } from "../../src/core/random.ts";
import { staggeredStarts } from "../../src/timing/pacing.ts";

describe("staggeredStarts", () => {
  test("spreads the starts over the span, ascending, one a slot", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 500 }),
        fc.integer({ min: 250, max: 5000 }),
        fc.integer(),
        (count, span, seed) => {
          const starts = staggeredStarts(count, span, randomFor(seed, "test"));
          const slot = Math.max(span / count, 0.5);
          expect(starts).toHaveLength(count);
          starts.forEach((start, index) => {
            expect(Math.floor(start / slot + 1e-9)).toBe(index);
          });
        },
      ),
    );
  });

  test("2,000 starts take a second and not a quarter of one", () => {
    const starts = staggeredStarts(2000, 250, randomFor(1, "test"));
    expect(starts.at(-1)).toBeGreaterThan(990);
  });
});
