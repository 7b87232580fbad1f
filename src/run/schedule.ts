import type { Plan, Target } from "../core/plan.ts";
import { randomFor } from "../core/random.ts";
import type { Sample } from "../core/sample.ts";
import { staggeredStarts } from "../timing/pacing.ts";

/** One block: every target once, same prompt, in this order. */
export interface Block {
  readonly phase: Sample["phase"];
  readonly size: Sample["size"];
  /** Counts up within its phase and size, from 0. */
  readonly index: number;
}

/** Requests that must not overlap, because they go to one host (or because the run is serial). */
export interface Group {
  readonly startsAfterMs: number;
  readonly entries: readonly { readonly target: Target; readonly order: number }[];
}

/** The blocks of one phase in order. Sizes alternate, so that a provider that drifts drifts for all sizes alike. */
export function blocksOf(plan: Plan, phase: Sample["phase"]): Block[] {
  const count = phase === "warmup" ? plan.warmup * plan.concurrency : plan.iterations;
  return Array.from({ length: count }, (_, index) =>
    plan.sizes.map(({ size }): Block => ({ phase, size, index })),
  ).flat();
}

/**
 * Who starts when in a block: targets in a seeded random order, their starts spread over the plan's stagger. Never provider after
 * provider: that order crowns a false winner in most races between equals, because speeds drift (`docs/methodology.md`).
 */
export function groupsOf(plan: Plan, targets: readonly Target[], block: Block): Group[] {
  const random = randomFor(plan.seed, `order/${block.phase}/${block.size}/${block.index}`);
  const entries = random.shuffle(targets).map((target, order) => ({ target, order }));
  const byOrigin = Map.groupBy(entries, ({ target }) => (plan.serial ? "" : target.origin));
  const starts = staggeredStarts(byOrigin.size, plan.staggerMs, random);
  return [...byOrigin.values()].map((group, index) => ({
    startsAfterMs: starts[index]!,
    entries: group,
  }));
}

/** The pause after a block, in milliseconds. */
export function gapAfter(plan: Plan, block: Block): number {
  const [from, to] = plan.gapMs;
  return randomFor(plan.seed, `gap/${block.phase}/${block.size}/${block.index}`).uniform(from, to);
}
