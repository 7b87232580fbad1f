import type { Distribution, TargetReport } from "../core/report.ts";

/** Medians that must be known before a run may call itself precise. */
const NEEDED = ["ttftMs", "outputSpeed", "e2eMs"] as const;

/**
 * Whether the interval of every median (TTFT, output speed, E2E) of every target that gives results lies within ± `share` of it. A
 * fixed width as the only reason to stop keeps the intervals honest; stopping at a winner would not (arXiv 2405.03487).
 */
export const isPrecise = (targets: readonly TargetReport[], share: number): boolean =>
  targets
    .filter(({ attempts }) => attempts.ok > 0)
    .every(({ metrics }) =>
      NEEDED.every((id) => metrics[id] === undefined || isKnown(metrics[id], share)),
    );

function isKnown({ p50, p50Interval }: Distribution, share: number): boolean {
  const [low, high] = p50Interval ?? [null, null];
  return p50 !== null && low !== null && high !== null && (high - low) / 2 <= share * p50;
}
