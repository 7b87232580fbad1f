import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { fillRoom } from "../../src/workload/fill.ts";

const texts = (sizes: readonly number[]) => {
  let at = 0;
  return () => {
    const index = at++;
    return { text: String(index), tokens: sizes[index % sizes.length] ?? 1 };
  };
};

describe("fillRoom", () => {
  test("comes within 60 tokens of the room, for lengths as they are in the material", () => {
    const lengths = fc.array(fc.integer({ min: 50, max: 400 }), { minLength: 20, maxLength: 40 });
    fc.assert(
      fc.property(lengths, fc.integer({ min: 2_000, max: 12_000 }), (sizes, room) => {
        // Without variety no choice can help.
        fc.pre(new Set(sizes.slice(0, 20)).size > 14);
        const sum = fillRoom(room, texts(sizes)).reduce((total, { tokens }) => total + tokens, 0);
        expect(Math.abs(sum - room)).toBeLessThan(60);
      }),
      { numRuns: 200, seed: 1 },
    );
  });

  test("keeps the order, begins with the first and takes nothing twice", () => {
    const taken = fillRoom(3_000, texts([120, 90, 200, 310, 77])).map(({ text }) => Number(text));
    expect(taken[0]).toBe(0);
    expect(taken).toEqual([...new Set(taken)].toSorted((a, b) => a - b));
  });

  test("gives one text where there is hardly any room", () => {
    expect(fillRoom(1, texts([100, 120]))).toEqual([{ text: "0", tokens: 100 }]);
  });
});
