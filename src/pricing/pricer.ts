import type { Plan, Target } from "../core/plan.ts";
import type { Sample } from "../core/sample.ts";
import { billed } from "./billed.ts";
import { costOf } from "./cost.ts";
import type { RequestCost } from "./cost.ts";
import { priceAt } from "./price-at.ts";
import type { PricePeriod } from "./price-file.ts";
import type { PriceRow, PriceTable } from "./price-table.ts";
import { priceOfTarget } from "./target-price.ts";
import type { TargetPrice } from "./target-price.ts";

/** Prices the requests of one target. */
export interface Pricer {
  readonly target: Target;
  readonly price: TargetPrice;
  /**
   * What a request cost: by the list at the time it was sent; 0 at a local server and for a request that was refused; where no
   * price is known, what the provider itself says it charged. Undefined when nobody knows.
   */
  readonly costOf: (sample: Sample) => RequestCost | undefined;
  /** The list price that held for a request; undefined where none did. */
  readonly periodOf: (sample: Sample) => PricePeriod | undefined;
}

const NOTHING: RequestCost = { usd: 0, estimated: false };

/** The pricer of one target of a plan. */
export function pricerFor(table: PriceTable, target: Target, plan: Pick<Plan, "sizes">): Pricer {
  const price = priceOfTarget(table, target);
  const promptTokens = new Map(plan.sizes.map(({ size, inputTokens }) => [size, inputTokens]));
  const ownCount = ({ size }: Sample): number => promptTokens.get(size) ?? 0;
  return {
    target,
    price,
    costOf: (sample) => {
      const listed =
        price.kind === "listed" ? listCost(price.row, sample, ownCount(sample)) : undefined;
      if (listed !== undefined) return listed;
      const { reportedCostUsd } = sample;
      if (reportedCostUsd !== undefined) return { usd: reportedCostUsd, estimated: false };
      return price.kind === "local" ? NOTHING : undefined;
    },
    periodOf: (sample) =>
      price.kind === "listed" ? periodFor(price.row, sample, ownCount(sample)) : undefined,
  };
}

function listCost(row: PriceRow, sample: Sample, promptTokens: number): RequestCost | undefined {
  const bill = billed(sample, promptTokens);
  if (bill === undefined) return NOTHING;
  const period = periodFor(row, sample, promptTokens);
  if (period === undefined) return undefined;
  const cost = costOf(bill.tokens, period, row.cacheReadFactor);
  return { ...cost, estimated: cost.estimated || bill.estimated };
}

const periodFor = (row: PriceRow, sample: Sample, promptTokens: number): PricePeriod | undefined =>
  priceAt(row.prices, {
    atMs: Date.parse(sample.startedAt),
    inputTokens: sample.tokens.input ?? promptTokens,
  });
