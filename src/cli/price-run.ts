import type { Sample } from "../core/sample.ts";
import type { CostOf } from "../metrics/contests.ts";
import type { BillOf } from "../metrics/value.ts";
import type { Pricers } from "../pricing/spent.ts";
import { targetCost } from "../pricing/target-cost.ts";

/** What a report has to know of prices. */
export interface Charges {
  readonly costOf: CostOf;
  readonly billOf: BillOf;
}

const NO_BILL = { cost: null, labels: [] } as const;

/** The prices of a run as the report asks for them. */
export function chargesOf(pricers: Pricers): Charges {
  return {
    costOf: (sample) => pricers.get(sample.target)?.costOf(sample)?.usd,
    billOf: (target, samples) => {
      const pricer = pricers.get(target);
      return pricer === undefined ? NO_BILL : targetCost(pricer, samples);
    },
  };
}

/** A sample with what it cost, where that is known. */
export function withCost(sample: Sample, costOf: CostOf): Sample {
  const costUsd = costOf(sample);
  return costUsd === undefined ? sample : { ...sample, costUsd };
}
