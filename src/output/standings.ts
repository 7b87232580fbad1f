import type { RankInterval, Report, TargetReport } from "../core/report.ts";
import { isRankable } from "../metrics/reliability.ts";
import { CATEGORY_TEXTS, valueIn } from "./categories.ts";

/** A target and the places that the evidence allows it; no rank where it is shown only. */
export interface Standing {
  readonly rank: RankInterval | undefined;
  readonly target: TargetReport;
}

/** `1`, or `1–2` where a place is shared. */
export const rankText = ({ from, to }: RankInterval): string =>
  from === to ? String(from) : `${from}–${to}`;

export const isSoleFirst = (rank: RankInterval | undefined): boolean =>
  rank?.from === 1 && rank.to === 1;

/** Ranked, then measured, then too unreliable to be ranked, then answered without a value that counts, then nothing at all. */
function group(report: Report, target: TargetReport): number {
  if (target.ranks[report.plan.rankBy] !== undefined) return 0;
  if (target.attempts.ok === 0) return 4;
  if (valueIn(report.plan.rankBy, report, target) === undefined) return 3;
  return isRankable(target.attempts) ? 1 : 2;
}

/** Whether a target has a result that may stand for it: ranked, or fit to be with more blocks. */
export const isFit = (report: Report, target: TargetReport): boolean => group(report, target) < 2;

/** A number to sort by, lowest first; what was not reached comes after everything that was. */
function sortKey(report: Report, target: TargetReport): readonly [number, number] {
  const value = valueIn(report.plan.rankBy, report, target);
  if (value === undefined) return [3, 0];
  if (value.p50 === null) return value.p50Above === undefined ? [2, 0] : [1, value.p50Above];
  const isLower = CATEGORY_TEXTS[report.plan.rankBy].better === "lower";
  return [0, isLower ? value.p50 : -value.p50];
}

/**
 * Targets in the order of the table: the ranked ones by P50 in the category of the plan, best first, then those that are shown
 * only. Equal targets keep the order of the plan. Wants a report of one size.
 */
export function standings(report: Report): readonly Standing[] {
  const keyed = report.targets.map((target) => ({
    target,
    key: [group(report, target), ...sortKey(report, target)] as const,
  }));
  return keyed
    .toSorted((a, b) => a.key[0] - b.key[0] || a.key[1] - b.key[1] || a.key[2] - b.key[2])
    .map(({ target }) => ({ target, rank: target.ranks[report.plan.rankBy] }));
}

/** A line among the rows that says what the rows below it are. */
export interface Divider {
  /** How many rows stand above it. */
  readonly above: number;
  readonly text: string;
}

/**
 * The line above those that are shown only; undefined where all or none are ranked. Where there is no ranking at all, it stands
 * above those that more blocks alone would not bring into one.
 */
export function dividerOf(report: Report): Divider | undefined {
  const rows = standings(report);
  const ranked = rows.filter(({ rank }) => rank !== undefined).length;
  const above = ranked > 0 ? ranked : rows.filter(({ target }) => isFit(report, target)).length;
  return above === 0 || above === rows.length ? undefined : { above, text: "not ranked:" };
}
