import { expect, test } from "bun:test";
import fc from "fast-check";
import { jStat } from "jstat";
import { incompleteBeta, incompleteBetaInverse } from "../../src/statistics/beta.ts";
import { expectClose } from "./close.ts";

test.each([
  // mpmath 1.4 with 40 digits: betainc(a, b, 0, x, regularized=True)
  [0.5, 0.5, 0.5, 0.5],
  [0.1, 2, 3, 0.0523],
  [0.9, 20, 1.5, 0.23412711029493324],
  [0.01, 0.5, 200, 0.9549058928629203],
  [0.95, 95_000, 5000, 0.4982634568533969],
  [0.9487, 95_000, 5000, 0.03037397022471499],
  [1e-6, 1, 100_000, 0.09516262720594036],
  [0.3, 7.5, 12.25, 0.23900232366839405],
] as const)("I_%d(%d, %d)", (x, a, b, expected) => {
  expectClose(incompleteBeta(x, a, b), expected, 1e-11);
});

test.each([
  // scipy 1.17: beta.ppf; the first is from the specification of the method
  [0.975, 5, 20, 0.37384171348868267],
  [0.025, 1, 100_000, 2.531780477933314e-7],
  [0.5, 0.5, 0.5, 0.5],
  [0.1, 30, 2, 0.8802307618874051],
  [0.025, 0.5, 3, 0.00017781993293475778],
  [0.999, 95_000, 5000, 0.9521041283127447],
] as const)("the %d quantile of Beta(%d, %d)", (p, a, b, expected) => {
  expectClose(incompleteBetaInverse(p, a, b), expected, 1e-12);
});

const shape = fc.double({ min: 0.5, max: 60, noNaN: true });
const probability = fc.double({ min: 0.001, max: 0.999, noNaN: true });

test("agrees with jstat", () => {
  fc.assert(
    fc.property(probability, shape, shape, (x, a, b) => {
      expect(Math.abs(incompleteBeta(x, a, b) - jStat.beta.cdf(x, a, b))).toBeLessThan(1e-7);
    }),
  );
});

test("the inverse undoes the function and never leaves [0, 1]", () => {
  fc.assert(
    fc.property(probability, shape, shape, (p, a, b) => {
      const x = incompleteBetaInverse(p, a, b);
      expect(x).toBeWithin(0, 1 + Number.EPSILON);
      expect(Math.abs(incompleteBeta(x, a, b) - p)).toBeLessThan(1e-11);
    }),
  );
});

test("mirrors: I_x(a, b) = 1 - I_{1-x}(b, a)", () => {
  fc.assert(
    fc.property(probability, shape, shape, (x, a, b) => {
      const sum = incompleteBeta(x, a, b) + incompleteBeta(1 - x, b, a, x);
      expect(Math.abs(sum - 1)).toBeLessThan(1e-12);
    }),
  );
});

test("ends are exact, nonsense is refused", () => {
  expect([incompleteBeta(0, 2, 3), incompleteBeta(1, 2, 3)]).toEqual([0, 1]);
  expect([incompleteBetaInverse(0, 2, 3), incompleteBetaInverse(1, 2, 3)]).toEqual([0, 1]);
  expect(() => incompleteBeta(0.5, 0, 3)).toThrow(RangeError);
  expect(() => incompleteBeta(1.5, 2, 3)).toThrow(RangeError);
  expect(() => incompleteBetaInverse(-0.1, 2, 3)).toThrow(RangeError);
});
