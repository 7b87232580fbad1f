import type { ReportedInterval } from "../core/report.ts";
import type { ChangeMetric, ChangeSide } from "../core/run-comparison.ts";

/** A change before it is judged: that needs all of its metric, for Holm, and the caveats. */
export interface Draft {
  readonly metric: ChangeMetric;
  readonly base: ChangeSide;
  readonly new: ChangeSide;
  readonly change: number | null;
  readonly interval: ReportedInterval | null;
  /** Absent when nothing could be tested; then `reason` says why. */
  readonly p?: number;
  readonly margin: number;
  /** As a logarithm, for this test alone. */
  readonly detectable?: number;
  /** The smallest p that so many attempts can give; 0 where that is no question. */
  readonly smallestP: number;
  /** Which way is better, were it a change. */
  readonly isBetter: boolean;
  readonly reason?: string;
}

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** An interval of logarithms of ratios as one of changes: ln 1.05 is 0.05. */
export const asChange = (log: number): number | null =>
  Number.isFinite(log) ? finite(Math.expm1(log)) : null;

export const asInterval = (low: number, high: number): ReportedInterval => [
  asChange(low),
  asChange(high),
];

/** Nothing to compare. */
export const nothing = (
  metric: ChangeMetric,
  base: ChangeSide,
  next: ChangeSide,
  reason: string,
): Draft => ({
  metric,
  base,
  new: next,
  change: null,
  interval: null,
  margin: 0,
  smallestP: 0,
  isBetter: false,
  reason,
});
