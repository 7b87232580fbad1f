import type { Plan } from "../core/plan.ts";
import type { Sample } from "../core/sample.ts";
import type { PriceTable } from "./price-table.ts";
import { pricerFor } from "./pricer.ts";
import type { Pricer } from "./pricer.ts";

/** The pricer of every target of a plan, by the target's id. */
export type Pricers = ReadonlyMap<string, Pricer>;

export const pricersFor = (table: PriceTable, plan: Pick<Plan, "sizes" | "targets">): Pricers =>
  new Map(plan.targets.map((target) => [target.id, pricerFor(table, target, plan)]));

/**
 * Adds up what a growing list of samples has cost, as far as it is known: a budget cannot stop what nobody can price. Each sample is
 * priced once, as the list of a long run is asked about after every block; so a list belongs to one meter.
 */
export function spendingMeter(pricers: Pricers): (samples: readonly Sample[]) => number {
  let usd = 0;
  let counted = 0;
  return (samples) => {
    for (; counted < samples.length; counted++) {
      const sample = samples[counted]!;
      usd += pricers.get(sample.target)?.costOf(sample)?.usd ?? 0;
    }
    return usd;
  };
}
