import { describe, expect, test } from "bun:test";
import { forecastLines } from "../../src/output/cost-estimate.ts";
import type { CostForecast } from "../../src/output/cost-estimate.ts";
import { formatPlan } from "../../src/output/plan-text.ts";
import { aPlan } from "../support/builders.ts";

const NOTHING = { low: 0, expected: 0, high: 0 };
const DEAR = { low: 0.5, expected: 1, high: 2 };

const UNKNOWN: CostForecast = { total: NOTHING, targets: [{ target: "mine" }] };

const textOf = (forecast: CostForecast, isAgreed = false, plan = aPlan({ maxCostUsd: 0.25 })) =>
  formatPlan(plan, { low: 5000, high: 20_000 }, forecast, { isAgreed });

const costOf = (forecast: CostForecast, isAgreed = false): string | undefined =>
  /^ {2}cost {6}(.*)$/m.exec(textOf(forecast, isAgreed))?.[1];

describe("the cost of a plan", () => {
  test("is unknown where no price is known, and free only where all are", () => {
    expect(costOf(UNKNOWN)).toBe("unknown");
    expect(costOf({ total: NOTHING, targets: [{ target: "a", range: NOTHING }] })).toBe("free");
    const both = { total: NOTHING, targets: [{ target: "a", range: NOTHING }, { target: "mine" }] };
    expect(costOf(both)).toBe("free, as far as prices are known");
  });

  test("claims no estimate where no price is known, in the plan and before a race", () => {
    const hint = "no price is known for mine, so nobody can tell what this run costs: give one";
    expect(textOf(UNKNOWN)).toInclude(hint);
    expect(forecastLines(UNKNOWN, 0.25).join()).toStartWith(hint);
  });

  test("asks for --yes above the budget, unless it was given", () => {
    const dear = { total: DEAR, targets: [{ target: "a", range: DEAR }] };
    expect(costOf(dear)).toEndWith("more than --max-cost $0.25: it would ask, or want --yes");
    expect(costOf(dear, true)).toEndWith("more than --max-cost $0.25: agreed to with --yes");
  });
});

test("a plan tells of new connections and of a warm cache, and of neither where there is none", () => {
  expect(textOf(UNKNOWN)).toInclude("in flight 1 per target\n");
  expect(textOf(UNKNOWN, false, aPlan({ connections: "cold", cache: "warm" }))).toInclude(
    "in flight 1 per target, a new connection for every request, the same prompt again (warm cache)\n",
  );
});

test("a plan does not claim that nothing was sent: servers may have been asked for their models", () => {
  expect(textOf(UNKNOWN)).toStartWith("The plan (no prompt was sent):\n");
});
