import type { Report } from "../core/report.ts";
import type { Caveat, ChangeMetric } from "../core/run-comparison.ts";
import { RUN_RULES } from "./caveat-rules-run.ts";
import { TARGET_RULES } from "./caveat-rules-target.ts";
import type { Sides } from "./sides.ts";

const WEIGHT = { void: 0, warn: 1, inform: 2 } as const satisfies Record<Caveat["effect"], number>;

/** Everything that speaks against comparing, worst first; what is said of every target in the same words is said once. */
export function caveatsOf(base: Report, next: Report, sides: readonly Sides[]): Caveat[] {
  const ofRuns = Object.entries(RUN_RULES).flatMap(([id, rule]): Caveat[] => {
    const found = rule(base, next);
    return found === undefined ? [] : [{ id, ...found }];
  });
  const ofTargets = sides.flatMap((one) =>
    Object.entries(TARGET_RULES).flatMap(([id, rule]): Caveat[] => {
      const found = rule(one);
      const { id: target, size } = one.next.target;
      return found === undefined ? [] : [{ id, ...found, target, size }];
    }),
  );
  return [...ofRuns, ...ofTargets].toSorted((a, b) => WEIGHT[a.effect] - WEIGHT[b.effect]);
}

/** The caveat that takes the verdict from a metric of a target, if there is one. */
export const voidedBy = (
  caveats: readonly Caveat[],
  { next: { target } }: Sides,
  metric: ChangeMetric,
): Caveat | undefined =>
  caveats.find(
    ({ effect, metrics, size, target: id }) =>
      effect === "void" &&
      (metrics?.includes(metric) ?? true) &&
      (id ?? target.id) === target.id &&
      (size ?? target.size) === target.size,
  );
