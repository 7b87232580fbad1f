import type { Category, RankInterval, Report, TargetReport } from "../core/report.ts";

/** A target and its place in the table; no place where nothing could be ranked. */
export interface Standing {
  readonly rank: RankInterval | undefined;
  readonly target: TargetReport;
}

/** What a category sorts by, as a number of which less is better; undefined where the target has none. */
const KEYS: Readonly<Record<Category, (target: TargetReport) => number | undefined>> = {
  speed: ({ metrics }) => negative(metrics.outputSpeed?.p50),
  ttft: ({ metrics }) => metrics.ttftMs?.p50 ?? undefined,
  e2e: ({ metrics }) => metrics.e2eMs?.p50 ?? undefined,
  value: ({ cost }) => negative(cost?.tokensPerUsd),
};

const negative = (value: number | null | undefined): number | undefined =>
  value === null || value === undefined ? undefined : -value;

/**
 * Targets in the order of the table: by the median of what the plan ranks by, best first; then those without that number; last
 * those without a valid answer. Equal targets keep the order of the plan.
 */
export function standings(report: Report): readonly Standing[] {
  const { rankBy } = report.plan;
  const key = KEYS[rankBy];
  const group = (target: TargetReport): number =>
    target.attempts.ok === 0 ? 2 : key(target) === undefined ? 1 : 0;
  const ordered = report.targets.toSorted(
    (a, b) => group(a) - group(b) || (key(a) ?? 0) - (key(b) ?? 0),
  );
  return ordered.map((target) => ({ rank: target.ranks[rankBy], target }));
}

/** `1`, or `1–2` where the evidence allows both. */
export const placeText = ({ from, to }: RankInterval): string =>
  from === to ? String(from) : `${from}–${to}`;
