import { expect, test } from "bun:test";
import fc from "fast-check";
import { spearman } from "../../src/statistics/spearman.ts";
import { expectClose } from "./close.ts";

const blocks = (n: number): number[] => Array.from({ length: n }, (_, index) => index + 1);

test("agrees with scipy, ties included", () => {
  // scipy 1.17: stats.spearmanr
  const ten = spearman(blocks(10), [3, 1, 4, 1, 5, 9, 2, 6, 5, 3])!;
  expectClose(ten.rho, 0.3914537831560393, 1e-12);
  expectClose(ten.p, 0.2632875529923413, 1e-12);
  const xs = Array.from({ length: 30 }, (_, i) => (i * 7) % 13);
  const ys = Array.from({ length: 30 }, (_, i) => ((i * 11) % 17) + i / 2);
  const thirty = spearman(xs, ys)!;
  expectClose(thirty.rho, 0.1517016495251583, 1e-12);
  expectClose(thirty.p, 0.42356871298883725, 1e-12);
});

test("a perfect order is as unlikely as its permutations say, not impossible", () => {
  expect(spearman(blocks(4), [1, 2, 3, 4])).toEqual({ rho: 1, p: 2 / 24 });
  expect(spearman(blocks(4), [9, 8, 7, 6])).toEqual({ rho: -1, p: 2 / 24 });
  expect(spearman(blocks(30), blocks(30))?.p).toBeLessThan(1e-20);
});

test("a failure is just the slowest", () => {
  expect(spearman(blocks(5), [3, 1, 2, 5, Infinity])).toEqual(
    spearman(blocks(5), [3, 1, 2, 5, 99]),
  );
});

test("nothing to say about two values or a constant series", () => {
  expect(spearman([1, 2], [1, 2])).toBeUndefined();
  expect(spearman(blocks(5), [2, 2, 2, 2, 2])).toBeUndefined();
  expect(spearman([2, 2, 2], [1, 2, 3])).toBeUndefined();
});

test("lists of different length and NaN are refused", () => {
  expect(() => spearman([1, 2, 3], [1, 2])).toThrow(RangeError);
  expect(() => spearman([1, 2, 3], [1, 2, Number.NaN])).toThrow(RangeError);
});

test("sees order only: any growing change of scale leaves it, mirroring turns the sign", () => {
  const values = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 3, maxLength: 40 });
  fc.assert(
    fc.property(values, (list) => {
      const plain = spearman(blocks(list.length), list);
      expect(spearman(blocks(list.length), list.map(Math.log))).toEqual(plain);
      if (plain === undefined) return;
      expect(plain.p).toBeWithin(0, 1 + 1e-9);
      const mirrored = spearman(
        blocks(list.length),
        list.map((value) => -value),
      )!;
      expect(Math.abs(mirrored.rho + plain.rho)).toBeLessThan(1e-12);
    }),
  );
});
