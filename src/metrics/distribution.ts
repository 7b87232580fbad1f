import { compact } from "../core/compact.ts";
import type { Distribution, ReportedInterval } from "../core/report.ts";
import {
  censoredMedian,
  censoredQuantile,
  censoredQuantileInterval,
} from "../statistics/censored-quantile.ts";
import type { CensoredInterval } from "../statistics/censored-quantile.ts";
import { describe } from "../statistics/describe.ts";
import { effectiveSizeOfValues } from "../statistics/effective-size.ts";
import type { Interval } from "../statistics/interval.ts";
import { completionCurve } from "../statistics/kaplan-meier.ts";
import type { Observation } from "../statistics/observation.ts";
import { median, quantile } from "../statistics/quantile.ts";
import { quantileInterval, sampleFloor } from "../statistics/quantile-interval.ts";
import { sorted } from "../statistics/sorted.ts";

const P95 = 0.95;
const P99 = 0.99;
const P95_FLOOR = sampleFloor(P95);
const P99_FLOOR = sampleFloor(P99);

const isSeen = ({ value, censored }: Observation): boolean => !censored && Number.isFinite(value);

/** Null for what is not bounded: JSON knows no infinity, and "more than 60 s" is no end. */
const end = (bound: Observation): number | null => (isSeen(bound) ? bound.value : null);

const reported = (interval: CensoredInterval | undefined): ReportedInterval | undefined =>
  interval === undefined ? undefined : [end(interval.low), end(interval.high)];

const plain = (interval: Interval | undefined): ReportedInterval | undefined =>
  interval === undefined ? undefined : [interval.low, interval.high];

const boundOf = (found: Observation | undefined): number | undefined =>
  found?.censored === true ? found.value : undefined;

function moments(values: readonly number[]): Pick<Distribution, "mean" | "stddev" | "min" | "max"> {
  const description = describe(values);
  if (description === undefined) return {};
  const { mean, stddev, min, max } = description;
  return compact({ mean, stddev, min, max });
}

/** P50 and P95 of successes alone; undefined without any. */
function givenSuccess(values: readonly number[]): Distribution["givenSuccess"] {
  const ascending = sorted(values);
  const p50 = median(ascending);
  const p95 = quantile(ascending, P95);
  return p50 === undefined || p95 === undefined ? undefined : { n: values.length, p50, p95 };
}

/**
 * What the attempts of one target look like in one metric, failures reckoned in (Kaplan–Meier). `observations` in the order of
 * time, since their autocorrelation makes the intervals wider. `successes` are the values of successful attempts, given only where
 * others failed. Undefined without observations. Percentiles are order statistics, never interpolated tails.
 */
export function distribution(
  observations: readonly Observation[],
  successes?: readonly number[],
): Distribution | undefined {
  const curve = completionCurve(observations);
  const p50 = censoredMedian(curve);
  const p95 = censoredQuantile(curve, P95);
  const p99 = censoredQuantile(curve, P99);
  if (p50 === undefined || p95 === undefined || p99 === undefined) return undefined;
  const { nEffective } = effectiveSizeOfValues(observations.map(({ value }) => value));
  return compact({
    n: curve.n,
    nEffective,
    ...moments(observations.filter(isSeen).map(({ value }) => value)),
    p50: end(p50),
    p50Above: boundOf(p50),
    p50Interval: reported(censoredQuantileInterval(curve, 0.5, nEffective)),
    p95: end(p95),
    p95Above: boundOf(p95),
    p95Interval: reported(censoredQuantileInterval(curve, P95, nEffective)),
    p95Bounded: nEffective >= P95_FLOOR,
    p99: nEffective >= P99_FLOOR && isSeen(p99) ? p99.value : undefined,
    givenSuccess: successes === undefined ? undefined : givenSuccess(successes),
  });
}

/**
 * The same for values of which each attempt gives many, such as gaps between reads. Those of one attempt resemble each other, so
 * intervals count each attempt as a single witness: wider than they need to be, never too narrow.
 */
export function pooledDistribution(
  groups: readonly (readonly number[])[],
): Distribution | undefined {
  const given = groups.filter((group) => group.length > 0);
  const values = given.flat();
  const ascending = sorted(values);
  const p50 = median(ascending);
  const p95 = quantile(ascending, P95);
  if (p50 === undefined || p95 === undefined) return undefined;
  const nEffective = given.length;
  return compact({
    n: values.length,
    nEffective,
    ...moments(values),
    p50,
    p50Interval: plain(quantileInterval(ascending, 0.5, nEffective)),
    p95,
    p95Interval: plain(quantileInterval(ascending, P95, nEffective)),
    p95Bounded: nEffective >= P95_FLOOR,
    p99: nEffective >= P99_FLOOR ? quantile(ascending, P99) : undefined,
  });
}
