import type { ChangeMetric, TargetChange } from "../core/run-comparison.ts";
import type { Evidence } from "./evidence.ts";

/** How much more the new run has, as a share of what the base has; in shares themselves for `success`. */
export function changeEvidence({ changes }: TargetChange, metric: ChangeMetric): Evidence {
  const found = changes.find((change) => change.metric === metric);
  if (found === undefined) return { none: "it was not compared" };
  const { change, interval, reason } = found;
  // A void comparison has none; one that is inconclusive for its few attempts has a wide one, which tells it by itself.
  if (interval === null) return { none: reason ?? "it has no interval" };
  const [low, high] = interval;
  return {
    interval: { low: low ?? Number.POSITIVE_INFINITY, high: high ?? Number.POSITIVE_INFINITY },
    ...(change === null ? {} : { point: change }),
  };
}
