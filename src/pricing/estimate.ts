import type { Plan, Target, WorkloadSize } from "../core/plan.ts";
import { costOf } from "./cost.ts";
import { pricesBetween } from "./price-at.ts";
import type { PriceTable } from "./price-table.ts";
import { priceOfTarget } from "./target-price.ts";
import type { TargetPrice } from "./target-price.ts";

/** USD. */
export interface CostRange {
  readonly low: number;
  readonly expected: number;
  readonly high: number;
}

export interface TargetEstimate {
  readonly target: string;
  readonly price: TargetPrice;
  /** Absent when the price is not known. */
  readonly range?: CostRange;
}

export interface CostEstimate {
  readonly targets: readonly TargetEstimate[];
  /** Of all targets whose price is known. */
  readonly total: CostRange;
  /** Targets whose price is not known, and which the total is therefore silent about. */
  readonly unknown: readonly string[];
}

/** With --precision a run may end from here on. */
const FEWEST_FOR_PRECISION = 20;

// Providers put a template around each prompt (gpt-oss: 70 tokens and more), and other tokenizers than o200k_base cut English and
// code into 0.9 to 1.4 times as many tokens.
const TEMPLATE_TOKENS = 70;
const INPUT = { low: 0.9, expected: 1, high: 1.4 } as const;
// The prompts ask for more than the cap allows, so the cap is the rule; some models stop earlier.
// A place that a stall of this machine spoiled is asked once more, at the end.
const ASKED_AGAIN = 0.1;
const OUTPUT = { low: 0.5, expected: 1, high: 1 } as const;

/**
 * What a plan will cost: warm-up, priming and, at the high end, every allowed retry and some repeated places included; calibration is local and costs
 * nothing. Expected: each answer reaches its cap, at the price of `nowMs`. Low and high: shorter answers and the cheapest price
 * within the run's time limit; more tokens than counted and the dearest one.
 */
export function estimateCost(plan: Plan, table: PriceTable, nowMs: number): CostEstimate {
  const targets = plan.targets.map((target) => estimateTarget(plan, table, target, nowMs));
  const known = targets.flatMap(({ range }) => range ?? []);
  return {
    targets,
    total: addUp(known),
    unknown: targets.filter(({ range }) => range === undefined).map(({ target }) => target),
  };
}

function estimateTarget(
  plan: Plan,
  table: PriceTable,
  target: Target,
  nowMs: number,
): TargetEstimate {
  const price = priceOfTarget(table, target);
  const ranges = plan.sizes.map((size) => estimateSize(plan, size, price, nowMs));
  const known = ranges.filter((range) => range !== undefined);
  return {
    target: target.id,
    price,
    ...(known.length === ranges.length ? { range: addUp(known) } : undefined),
  };
}

function estimateSize(
  plan: Plan,
  size: WorkloadSize,
  price: TargetPrice,
  nowMs: number,
): CostRange | undefined {
  if (price.kind === "unknown") return undefined;
  if (price.kind === "local") return { low: 0, expected: 0, high: 0 };
  const { prices, cacheReadFactor } = price.row;
  const requests = requestsOf(plan);
  const one = (end: keyof CostRange): readonly number[] => {
    const input = size.inputTokens * INPUT[end] + TEMPLATE_TOKENS;
    const output = size.maxOutputTokens * OUTPUT[end];
    const untilMs = end === "expected" ? nowMs : nowMs + plan.maxTimeMs;
    return pricesBetween(prices, nowMs, untilMs, { inputTokens: input }).map(
      (period) => costOf({ input, output }, period, cacheReadFactor).usd * requests[end],
    );
  };
  const [low, expected, high] = [one("low"), one("expected"), one("high")];
  if (low.length === 0 || expected[0] === undefined || high.length === 0) return undefined;
  return { low: Math.min(...low), expected: expected[0], high: Math.max(...high) };
}

/** Requests to one target at one size. */
function requestsOf({
  iterations,
  warmup,
  concurrency,
  cache,
  precision,
  retries,
}: Plan): CostRange {
  const before = warmup * concurrency + (cache === "warm" ? 1 : 0);
  const fewest = precision === undefined ? iterations : Math.min(iterations, FEWEST_FOR_PRECISION);
  return {
    low: before + fewest,
    expected: before + iterations,
    high: (before + iterations * (1 + ASKED_AGAIN)) * (1 + retries),
  };
}

const addUp = (ranges: readonly CostRange[]): CostRange =>
  ranges.reduce(
    (sum, range) => ({
      low: sum.low + range.low,
      expected: sum.expected + range.expected,
      high: sum.high + range.high,
    }),
    { low: 0, expected: 0, high: 0 },
  );
