import type { StopReason } from "../core/events.ts";
import type { Plan } from "../core/plan.ts";
import type { Sample } from "../core/sample.ts";
import { evaluate } from "../metrics/evaluate.ts";
import { isPrecise } from "../metrics/precision.ts";

/** A precise run looks at its intervals every 5 blocks, from 20 on: earlier ones are too often narrow by chance. */
export const FIRST_LOOK = 20;
const EVERY = 5;

/** Asked after each block: why no further one should start; undefined to go on. */
export type StopRule = (samples: readonly Sample[], blocksDone: number) => StopReason | undefined;

/**
 * What may end a run early: a budget that is spent, by `spentOf` in USD, and enough precision, where it was asked for. What costs
 * nothing goes on under any budget.
 */
export function stopRule(plan: Plan, spentOf: (samples: readonly Sample[]) => number): StopRule {
  const { precision, maxCostUsd = Number.POSITIVE_INFINITY } = plan;
  return (samples, blocksDone) => {
    const spent = spentOf(samples);
    if (spent > 0 && spent >= maxCostUsd) return "max-cost";
    if (precision === undefined) return undefined;
    const blocks = blocksDone / plan.sizes.length;
    const isLook = blocks >= FIRST_LOOK && blocks % EVERY === 0;
    return isLook && isPrecise(evaluate(plan, samples).targets, precision) ? "precise" : undefined;
  };
}
