import { expect, test } from "bun:test";
import fc from "fast-check";
import { jStat } from "jstat";
import { binomialCdf, binomialMass } from "../../src/statistics/binomial.ts";
import { expectClose } from "./close.ts";

// mpmath 1.4 with 40 digits: binomial(n,k) p^k (1-p)^(n-k), and its sum up to k.
const GOLDEN = [
  [0, 1, 0.5, 0.5, 0.5],
  [3, 10, 0.2, 0.20132659200000003, 0.8791261184],
  [10, 10, 0.9, 0.3486784401000001, 1],
  [0, 1000, 0.001, 0.36769542477096406, 0.36769542477096406],
  [950, 1000, 0.95, 0.05778798371410712, 0.5202589429126819],
  [50_000, 100_000, 0.5, 0.00252312621419674, 0.5012615631070984],
  [94_800, 100_000, 0.95, 8.882487930932559e-5, 0.001995480069652857],
  [99_990, 100_000, 0.9999, 0.1251162916816937, 0.5420765413843016],
  [10, 100_000, 0.0001, 0.1251162916816937, 0.5830397502972542],
  [49_000, 100_000, 0.5, 5.194659209889301e-12, 1.294358019173449e-10],
] as const;

test.each(GOLDEN)(
  "probability and distribution function at %d of Binomial(%d, %d)",
  (k, n, p, mass, cdf) => {
    expectClose(binomialMass(k, n, p), mass, 1e-11);
    expectClose(binomialCdf(k, n, p), cdf, 1e-11);
  },
);

test.each([
  // scipy, from the specification of the method
  [93, 100, 0.95, 0.23398601598516877],
  [57, 60, 0.95, 0.5825642313398337],
  [298, 300, 0.99, 0.8023503360157271],
  [15, 30, 0.5, 0.572232224047184],
] as const)("P(B <= %d) of Binomial(%d, %d) as scipy has it", (k, n, p, expected) => {
  expectClose(binomialCdf(k, n, p), expected, 1e-14);
});

test("agrees with jstat", () => {
  const cases = fc.record({
    n: fc.integer({ min: 1, max: 80 }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
    p: fc.double({ min: 0.01, max: 0.99, noNaN: true }),
  });
  fc.assert(
    fc.property(cases, ({ n, share, p }) => {
      const k = Math.floor(share * (n - 1));
      expect(Math.abs(binomialMass(k, n, p) - jStat.binomial.pdf(k, n, p))).toBeLessThan(1e-9);
      expect(Math.abs(binomialCdf(k, n, p) - jStat.binomial.cdf(k, n, p))).toBeLessThan(1e-7);
    }),
  );
});

test("the distribution function is the running sum of the probabilities", () => {
  const cases = fc.record({
    n: fc.integer({ min: 1, max: 200 }),
    p: fc.double({ min: 0, max: 1, noNaN: true }),
  });
  fc.assert(
    fc.property(cases, ({ n, p }) => {
      let sum = 0;
      for (let k = 0; k <= n; k++) {
        sum += binomialMass(k, n, p);
        expect(Math.abs(binomialCdf(k, n, p) - sum)).toBeLessThan(1e-12);
      }
    }),
    { numRuns: 30 },
  );
});

test("nothing lies outside of 0..n or between whole numbers", () => {
  expect(binomialMass(-1, 5, 0.5)).toBe(0);
  expect(binomialMass(6, 5, 0.5)).toBe(0);
  expect(binomialMass(2.5, 5, 0.5)).toBe(0);
  expect(binomialCdf(-0.5, 5, 0.5)).toBe(0);
  expect(binomialCdf(5, 5, 0.5)).toBe(1);
  expectClose(binomialCdf(2.9, 5, 0.5), 0.5, 1e-14);
  expect(binomialMass(0, 0, 0.3)).toBe(1);
});

test("refuses what is no distribution", () => {
  expect(() => binomialMass(1, 2, 1.1)).toThrow(RangeError);
  expect(() => binomialCdf(1, -2, 0.5)).toThrow(RangeError);
  expect(() => binomialCdf(1, 2, Number.NaN)).toThrow(RangeError);
});
