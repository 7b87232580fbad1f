import type { Category, Comparison, Report, ReportedInterval } from "../core/report.ts";

const inverse = (end: number | null): number | null => (end === null || end === 0 ? null : 1 / end);

const turnedInterval = (interval: ReportedInterval | null): ReportedInterval | null =>
  interval === null ? null : [inverse(interval[1]), inverse(interval[0])];

const TURNED = { better: "worse", worse: "better", tie: "tie" } as const;

/** The same comparison, told from the other side. */
const turned = (comparison: Comparison): Comparison => ({
  ...comparison,
  a: comparison.b,
  b: comparison.a,
  ratio: 1 / comparison.ratio,
  interval: turnedInterval(comparison.interval),
  verdict: TURNED[comparison.verdict],
});

/** How `a` did against `b`, whichever way the report holds it. Wants a report of one size. */
export function between(
  report: Report,
  category: Category,
  a: string,
  b: string,
): Comparison | undefined {
  for (const comparison of report.comparisons) {
    if (comparison.category !== category) continue;
    if (comparison.a === a && comparison.b === b) return comparison;
    if (comparison.a === b && comparison.b === a) return turned(comparison);
  }
  return undefined;
}

/** Comparisons of a category told from the side of the better one, the clearest first. */
export const fromTheWinner = (report: Report, category: Category): readonly Comparison[] =>
  report.comparisons
    .filter((comparison) => comparison.category === category)
    .map((comparison) => (comparison.ratio < 1 ? turned(comparison) : comparison))
    .toSorted((x, y) => y.ratio - x.ratio);
