import type { Plan } from "../core/plan.ts";
import type { Sample } from "../core/sample.ts";
import type { PriceTable } from "./price-table.ts";
import { pricerFor } from "./pricer.ts";
import type { Pricer } from "./pricer.ts";

/** The pricer of every target of a plan, by the target's id. */
export const pricersFor = (
  table: PriceTable,
  plan: Pick<Plan, "sizes" | "targets">,
): ReadonlyMap<string, Pricer> =>
  new Map(plan.targets.map((target) => [target.id, pricerFor(table, target, plan)]));

/** What requests have cost so far, as far as it is known: for a budget, which cannot stop what nobody can price. */
export const spentUsd = (
  pricers: ReadonlyMap<string, Pricer>,
  samples: readonly Sample[],
): number =>
  samples.reduce((sum, sample) => sum + (pricers.get(sample.target)?.costOf(sample)?.usd ?? 0), 0);
