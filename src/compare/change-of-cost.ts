import type { Cost, TargetReport } from "../core/report.ts";
import type { ChangeSide } from "../core/run-comparison.ts";
import { combinedRatio } from "../statistics/combined-ratio.ts";
import type { Estimate } from "../statistics/combined-ratio.ts";
import { practicalMargin } from "../statistics/practical-margin.ts";
import { nothing } from "./draft.ts";
import type { Draft } from "./draft.ts";
import type { Sides } from "./sides.ts";

/** Dollars per output token, from tokens per dollar; absent where nothing is known, or nothing was paid. */
function perToken(cost: Cost | null): number | undefined {
  const { tokensPerUsd } = cost ?? {};
  return tokensPerUsd !== undefined && tokensPerUsd > 0 ? 1 / tokensPerUsd : undefined;
}

function estimateOf(cost: Cost | null): Estimate | undefined {
  const value = perToken(cost);
  const [low, high] = cost?.tokensPerUsdInterval ?? [];
  return value === undefined || typeof low !== "number" || typeof high !== "number" || !(low > 0)
    ? undefined
    : { value, interval: { low: Math.min(value, 1 / high), high: Math.max(value, 1 / low) } };
}

const sideOf = ({ cost, attempts }: TargetReport): ChangeSide => ({
  value: perToken(cost) ?? null,
  n: attempts.total,
});

function whyNot(base: Cost | null, next: Cost | null): string {
  for (const [cost, name] of [
    [base, "the base run"],
    [next, "the new run"],
  ] as const) {
    if (cost === null) return `the price in ${name} is not known`;
    if (cost.usd === 0) return `${name} cost nothing`;
  }
  return "a run of so few attempts has no interval of its cost";
}

/**
 * What changed in the price of an output token, all that was paid for reckoned in: the ratio of two ratios of sums, each with the
 * interval that its report has.
 */
export function changeOfCost({ base, next }: Sides): Draft {
  const [a, b] = [estimateOf(base.target.cost), estimateOf(next.target.cost)];
  const [from, to] = [sideOf(base.target), sideOf(next.target)];
  if (a === undefined || b === undefined) {
    return nothing("cost", from, to, whyNot(base.target.cost, next.target.cost));
  }
  const { ratio, interval, p } = combinedRatio(a, b);
  const margin = practicalMargin(0, 0);
  // The price of a token is known to the cent, so a difference that is certain may still be too small to matter.
  const matters = Math.abs(Math.log(ratio)) > Math.log1p(margin);
  return {
    metric: "cost",
    base: from,
    new: to,
    change: ratio - 1,
    interval: [interval.low - 1, interval.high - 1],
    p: matters ? p : 1,
    margin,
    smallestP: 0,
    isBetter: ratio < 1,
  };
}
