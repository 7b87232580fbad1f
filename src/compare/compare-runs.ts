import { compact } from "../core/compact.ts";
import { collectGarbage } from "../core/collect-garbage.ts";
import type { Report } from "../core/report.ts";
import { CHANGE_METRICS } from "../core/run-comparison.ts";
import type {
  Change,
  ChangeMetric,
  ComparedRun,
  RunComparison,
  TargetChange,
} from "../core/run-comparison.ts";
import { caveatsOf, voidedBy } from "./caveats.ts";
import { changeOfCost } from "./change-of-cost.ts";
import { changeOfSuccess } from "./change-of-success.ts";
import { changeOfTimes } from "./change-of-times.ts";
import type { Draft } from "./draft.ts";
import { judgeChanges } from "./judge-changes.ts";
import { matchTargets } from "./match-targets.ts";
import { sidesOf } from "./sides.ts";
import type { Sides } from "./sides.ts";

/** A saved run and what it is called. */
export interface NamedReport {
  readonly name: string;
  readonly report: Report;
}

const DRAFTS = {
  ttft: (sides) => changeOfTimes(sides, "ttft"),
  ttfat: (sides) => changeOfTimes(sides, "ttfat"),
  speed: (sides) => changeOfTimes(sides, "speed"),
  e2e: (sides) => changeOfTimes(sides, "e2e"),
  success: changeOfSuccess,
  cost: changeOfCost,
} as const satisfies Record<ChangeMetric, (sides: Sides) => Draft>;

const named = ({ name, report }: NamedReport): ComparedRun => ({
  name,
  startedAt: report.startedAt,
  version: report.tool.version,
  methodVersion: report.methodVersion,
  simulated: report.simulated,
  environment: report.environment,
});

function targetChange({ base, next }: Sides, changes: readonly Change[]): TargetChange {
  const { id, size, model } = next.target;
  return compact({
    id,
    size,
    baseId: base.target.id === id ? undefined : base.target.id,
    model,
    changes,
  });
}

/**
 * Compares two saved runs: what changed, from `base` to `next`, for each target that both have. The runs are independent samples:
 * nothing pairs their blocks. Made of the samples, so a run without them gives nothing but inconclusive verdicts.
 */
export function compareRuns(base: NamedReport, next: NamedReport): RunComparison {
  const { matches, onlyInBase, onlyInNew } = matchTargets(base.report, next.report);
  const sides = matches.flatMap((match) => sidesOf(base.report, next.report, match) ?? []);
  const caveats = caveatsOf(base.report, next.report, sides);
  const samples = base.report.samples.length + next.report.samples.length;
  const byMetric = CHANGE_METRICS.map((metric) =>
    judgeChanges(
      sides.map((one) => {
        const draft = DRAFTS[metric](one);
        collectGarbage(samples);
        return { draft, voided: voidedBy(caveats, one, metric)?.text };
      }),
    ),
  );
  return {
    schemaVersion: 1,
    base: named(base),
    new: named(next),
    targets: sides.map((one, index) =>
      targetChange(
        one,
        byMetric.flatMap((changes) => changes[index] ?? []),
      ),
    ),
    onlyInBase,
    onlyInNew,
    caveats,
  };
}
