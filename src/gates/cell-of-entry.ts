import type { Report, TargetReport } from "../core/report.ts";
import { cellOf, offlineBlocks } from "../metrics/attempts.ts";
import type { Cell } from "../metrics/attempts.ts";

/** The attempts behind one entry of a report, sorted out as the report does; undefined where it holds no samples of them. */
export function cellOfEntry(
  { plan, samples, tokenBasis }: Report,
  { id, size }: TargetReport,
): Cell | undefined {
  const target = plan.targets.find((planned) => planned.id === id);
  const ofSize = samples.filter((sample) => sample.size === size);
  const own = ofSize.filter((sample) => sample.target === id);
  return target === undefined || own.length === 0
    ? undefined
    : cellOf(plan, target, size, own, tokenBasis, offlineBlocks(plan.targets, ofSize));
}
