import type { Distribution, MetricId, Report, TargetReport } from "../core/report.ts";
import type { Cell } from "../metrics/attempts.ts";
import { gapsOf, observationOf } from "../metrics/metrics.ts";
import { censoredQuantile } from "../statistics/censored-quantile.ts";
import type { Interval } from "../statistics/interval.ts";
import { completionCurve } from "../statistics/kaplan-meier.ts";
import type { CompletionCurve } from "../statistics/kaplan-meier.ts";
import { observed } from "../statistics/observation.ts";
import type { Observation } from "../statistics/observation.ts";
import { openQuantileInterval } from "../statistics/open-quantile-interval.ts";
import { cellOfEntry } from "./cell-of-entry.ts";
import type { Evidence } from "./evidence.ts";

const P50 = 0.5;
const P95 = 0.95;

interface Shown {
  readonly point: { readonly point?: number };
  /** Absent where the report shows none. */
  readonly interval?: Interval;
}

/** What the report itself shows; undefined for a quantile that it does not. A null end lies among timeouts and failures. */
function shown(distribution: Distribution, share: number): Shown | undefined {
  if (share !== P50 && share !== P95) return undefined;
  const [value, above, interval] =
    share === P50
      ? [distribution.p50, distribution.p50Above, distribution.p50Interval]
      : [distribution.p95, distribution.p95Above, distribution.p95Interval];
  const point = value === null ? {} : { point: value };
  if (interval === undefined) return { point };
  const low = interval[0] ?? above ?? Number.POSITIVE_INFINITY;
  return { point, interval: { low, high: interval[1] ?? Number.POSITIVE_INFINITY } };
}

/** What each counted attempt tells of a metric. */
function observationsOf({ counted }: Cell, metric: MetricId): readonly Observation[] {
  return metric === "iclMs"
    ? counted.flatMap(gapsOf).map(observed)
    : counted.flatMap((attempt) => observationOf(attempt, metric) ?? []);
}

function pointOf(curve: CompletionCurve, share: number): Shown["point"] {
  const found = censoredQuantile(curve, share);
  return found === undefined || found.censored || !Number.isFinite(found.value)
    ? {}
    : { point: found.value };
}

/**
 * Where a quantile of a metric lies: by the interval of the report where it shows one; else out of the samples, with ends that are
 * open where so few attempts cannot bound them. The value is that of the report wherever it has one, so that both say the same.
 */
export function quantileEvidence(
  report: Report,
  target: TargetReport,
  metric: MetricId,
  share: number,
): Evidence {
  const distribution = target.metrics[metric];
  if (distribution === undefined) return { none: "there is no value" };
  const inReport = shown(distribution, share);
  if (inReport?.interval !== undefined) return { interval: inReport.interval, ...inReport.point };
  const cell = cellOfEntry(report, target);
  const curve = completionCurve(cell === undefined ? [] : observationsOf(cell, metric));
  if (curve.n === 0) return { none: "the report holds no samples to reckon it from" };
  const nEffective = Math.min(curve.n, distribution.nEffective);
  return {
    interval: openQuantileInterval(curve, share, nEffective),
    ...(inReport?.point ?? pointOf(curve, share)),
  };
}
