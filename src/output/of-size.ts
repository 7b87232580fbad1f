import type { Report, TargetReport } from "../core/report.ts";

/** The part of a report that is about one size; what holds for the run as a whole stays. */
const ofSize = (report: Report, size: TargetReport["size"]): Report => ({
  ...report,
  targets: report.targets.filter((target) => target.size === size),
  comparisons: report.comparisons.filter((comparison) => comparison.size === size),
  samples: report.samples.filter((sample) => sample.size === size),
});

/** One part a size, in the order of the plan. */
export const bySize = (report: Report): readonly (readonly [TargetReport["size"], Report])[] =>
  report.plan.sizes.map(({ size }) => [size, ofSize(report, size)]);

/** `medium`, or `own prompts`. */
export const sizeName = (size: TargetReport["size"]): string =>
  size === "file" ? "own prompts" : size;
