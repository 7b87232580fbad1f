import { expect, test } from "bun:test";
import fc from "fast-check";
import { DueHeap } from "../../src/simulator/due-heap.ts";

test("whatever is put in and taken out, the earliest comes first", () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.nat(100)), { maxLength: 200 }), (steps) => {
      const heap = new DueHeap<{ readonly due: number }>();
      let model: number[] = [];
      for (const step of steps) {
        if (step !== null) {
          heap.push({ due: step });
          model = [...model, step].toSorted((a, b) => a - b);
        } else {
          expect(heap.peek()?.due).toBe(model[0]);
          expect(heap.pop()?.due).toBe(model.shift());
        }
        expect(heap.size).toBe(model.length);
      }
    }),
  );
});
