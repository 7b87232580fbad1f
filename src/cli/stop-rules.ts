import type { StopReason } from "../core/events.ts";
import type { Plan } from "../core/plan.ts";
import type { Sample } from "../core/sample.ts";
import { evaluate } from "../metrics/evaluate.ts";
import { isPrecise } from "../metrics/precision.ts";

/** A precise run looks at its intervals every 5 blocks, from 20 on: earlier ones are too often narrow by chance. */
const FIRST_LOOK = 20;
const EVERY = 5;

/** Asked after each block: why no further one should start; undefined to go on. */
export type StopRule = (samples: readonly Sample[], blocksDone: number) => StopReason | undefined;

/** What may end a run early: enough precision, where it was asked for. */
export function stopRule(plan: Plan): StopRule {
  const { precision } = plan;
  return (samples, blocksDone) => {
    if (precision === undefined) return undefined;
    const blocks = blocksDone / plan.sizes.length;
    const isLook = blocks >= FIRST_LOOK && blocks % EVERY === 0;
    return isLook && isPrecise(evaluate(plan, samples).targets, precision) ? "precise" : undefined;
  };
}
