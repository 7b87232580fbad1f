import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { costOf } from "../../src/pricing/cost.ts";
import { relative } from "./close.ts";

const RATES = { input: 1, output: 10, cacheRead: 0.1, cacheWrite: 1.25 };

describe("the cost of one request", () => {
  test("is the sum of its parts", () => {
    fc.assert(
      fc.property(
        fc.nat(1e6),
        fc.nat(1e6),
        fc.nat(1e5),
        fc.nat(1e5),
        (input, output, cached, reasoning) => {
          const { usd, parts } = costOf({ input, output, cached, reasoning }, RATES);
          const sum = Object.values(parts ?? {}).reduce(
            (total: number, part: number) => total + part,
            0,
          );
          expect(relative(usd, sum)).toBeLessThan(1e-12);
          expect(usd).toBeGreaterThanOrEqual(0);
        },
      ),
    );
  });

  test("does not change with how much of the output was reasoning, unless reasoning has its own price", () => {
    const tokens = { input: 100, output: 1000 };
    expect(costOf({ ...tokens, reasoning: 900 }, RATES).usd).toBeCloseTo(
      costOf(tokens, RATES).usd,
      15,
    );
    const apart = costOf({ ...tokens, reasoning: 900 }, { ...RATES, reasoning: 3 });
    expect(apart.parts).toMatchObject({ output: 0.001, reasoning: 0.0027 });
  });

  test("takes the provider's usual share where no cached price is listed, and says so", () => {
    const tokens = { input: 1000, output: 0, cached: 1000 };
    const bare = { input: 1, output: 1 };
    expect(costOf(tokens, bare, 0.5)).toMatchObject({ usd: 0.0005, estimated: true });
    expect(costOf(tokens, bare)).toMatchObject({ usd: 0.001, estimated: true });
    expect(costOf({ ...tokens, cached: 0 }, bare, 0.5)).toMatchObject({
      usd: 0.001,
      estimated: false,
    });
  });

  test("is never negative for counts that contradict each other, and is then an estimate", () => {
    const odd = costOf({ input: 100, output: 10, cached: 150, reasoning: 30 }, RATES);
    expect(odd.parts).toMatchObject({ input: 0, output: 0 });
    expect(odd.estimated).toBe(true);
    expect(odd.usd).toBeGreaterThan(0);
  });

  test("keeps what a small request costs: 200 tokens at Groq are 0.00003 dollars, not nothing", () => {
    expect(costOf({ input: 0, output: 50 }, { input: 0.15, output: 0.6 }).usd).toBeCloseTo(
      0.00003,
      15,
    );
  });
});
