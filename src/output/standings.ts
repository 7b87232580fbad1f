import type { Report, TargetReport } from "../core/report.ts";

/** A target and its place in the table; no place without a valid output speed. */
export interface Standing {
  readonly place: number | undefined;
  readonly target: TargetReport;
}

const speedOf = (target: TargetReport): number | undefined =>
  target.metrics.outputSpeed?.p50 ?? undefined;

/**
 * Targets in the order of the table: by output speed (P50), best first; then those whose answers had no valid speed; last those
 * without a valid answer. Equal targets keep the order of the plan. The places say who was ahead in this run, not whether
 * the difference is more than chance.
 */
export function standings(report: Report): readonly Standing[] {
  const group = (target: TargetReport): number =>
    target.attempts.ok === 0 ? 2 : speedOf(target) === undefined ? 1 : 0;
  const ordered = report.targets.toSorted(
    (a, b) => group(a) - group(b) || (speedOf(b) ?? 0) - (speedOf(a) ?? 0),
  );
  return ordered.map((target, index) => ({
    place: group(target) === 0 ? index + 1 : undefined,
    target,
  }));
}
