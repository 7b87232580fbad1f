import { describe, expect, test } from "bun:test";
import { stopRule } from "../../src/cli/stop-rules.ts";
import { aPlan, aSample } from "../support/builders.ts";

const samples = [aSample(), aSample()];
const costing = (usd: number) => () => usd;

describe("the budget of a run", () => {
  test("stops it once it is spent, and not before", () => {
    const plan = aPlan({ maxCostUsd: 0.25 });
    expect(stopRule(plan, costing(0.2499))(samples, 1)).toBeUndefined();
    expect(stopRule(plan, costing(0.25))(samples, 1)).toBe("max-cost");
  });

  test("stops it in the warm-up as well", () => {
    expect(stopRule(aPlan({ maxCostUsd: 0.25 }), costing(1))(samples, 0)).toBe("max-cost");
  });

  test("of nothing never stops what costs nothing", () => {
    const plan = aPlan({ maxCostUsd: 0 });
    expect(stopRule(plan, costing(0))(samples, 1)).toBeUndefined();
    expect(stopRule(plan, costing(1e-9))(samples, 1)).toBe("max-cost");
  });

  test("may be absent", () => {
    const { maxCostUsd: _, ...plan } = aPlan();
    expect(stopRule(plan, costing(1e6))(samples, 1)).toBeUndefined();
  });
});
