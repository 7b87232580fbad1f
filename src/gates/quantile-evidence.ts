import type { Distribution, MetricId, Report, TargetReport } from "../core/report.ts";
import { cellOf, offlineBlocks } from "../metrics/attempts.ts";
import { gapsOf, observationOf } from "../metrics/metrics.ts";
import { censoredQuantile } from "../statistics/censored-quantile.ts";
import { completionCurve } from "../statistics/kaplan-meier.ts";
import type { CompletionCurve } from "../statistics/kaplan-meier.ts";
import { observed } from "../statistics/observation.ts";
import type { Observation } from "../statistics/observation.ts";
import { openQuantileInterval } from "../statistics/open-quantile-interval.ts";
import type { Evidence } from "./evidence.ts";

const P50 = 0.5;
const P95 = 0.95;

/** The interval that the report itself shows; undefined when it shows none. A null end lies among timeouts and failures. */
function shown(distribution: Distribution, share: number): Evidence | undefined {
  const [interval, value, above] =
    share === P50
      ? [distribution.p50Interval, distribution.p50, distribution.p50Above]
      : share === P95
        ? [distribution.p95Interval, distribution.p95, distribution.p95Above]
        : [];
  if (interval === undefined) return undefined;
  return {
    interval: {
      low: interval[0] ?? above ?? Number.POSITIVE_INFINITY,
      high: interval[1] ?? Number.POSITIVE_INFINITY,
    },
    ...(value === null || value === undefined ? {} : { point: value }),
  };
}

/** What each counted attempt tells of a metric, sorted out as the report does. */
function observationsOf(
  { plan, samples, tokenBasis }: Report,
  { id, size }: TargetReport,
  metric: MetricId,
): readonly Observation[] {
  const target = plan.targets.find((planned) => planned.id === id);
  if (target === undefined) return [];
  const ofSize = samples.filter((sample) => sample.size === size);
  const own = ofSize.filter((sample) => sample.target === id);
  const offline = offlineBlocks(plan.targets, ofSize);
  const { counted } = cellOf(plan, target, size, own, tokenBasis, offline);
  return metric === "iclMs"
    ? counted.flatMap(gapsOf).map(observed)
    : counted.flatMap((attempt) => observationOf(attempt, metric) ?? []);
}

function pointOf(curve: CompletionCurve, share: number): { readonly point?: number } {
  const found = censoredQuantile(curve, share);
  return found === undefined || found.censored || !Number.isFinite(found.value)
    ? {}
    : { point: found.value };
}

/**
 * Where a quantile of a metric lies: by the interval of the report where it shows one; else out of the samples, with ends that are
 * open where so few attempts cannot bound them.
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
  if (inReport !== undefined) return inReport;
  const curve = completionCurve(observationsOf(report, target, metric));
  if (curve.n === 0) return { none: "the report holds no samples to reckon it from" };
  const nEffective = Math.min(curve.n, distribution.nEffective);
  return {
    interval: openQuantileInterval(curve, share, nEffective),
    ...pointOf(curve, share),
  };
}
