import type { MetricId, Report } from "../core/report.ts";
import { cellOf, offlineBlocks } from "../metrics/attempts.ts";
import type { Attempt } from "../metrics/attempts.ts";
import { observationOf } from "../metrics/metrics.ts";

/** The attempts that count, by target, in the order of blocks: those that the metrics are made of. Wants a report of one size. */
export function countedAttempts(report: Report): ReadonlyMap<string, readonly Attempt[]> {
  const { plan, samples, tokenBasis } = report;
  const offline = offlineBlocks(plan.targets, samples);
  const byTarget = Map.groupBy(samples, ({ target }) => target);
  return new Map(
    plan.targets.map((target) => {
      const own = byTarget.get(target.id) ?? [];
      const size = own[0]?.size ?? "file";
      return [target.id, cellOf(plan, target, size, own, tokenBasis, offline).counted] as const;
    }),
  );
}

/** What an attempt shows of a metric; undefined where it shows nothing, timed out or failed. */
export function shownValue(attempt: Attempt, metric: MetricId): number | undefined {
  const found = observationOf(attempt, metric);
  return found === undefined || found.censored || !Number.isFinite(found.value)
    ? undefined
    : found.value;
}

/** All values of a metric, in the order of blocks. */
export const shownValues = (attempts: readonly Attempt[], metric: MetricId): readonly number[] =>
  attempts.flatMap((attempt) => shownValue(attempt, metric) ?? []);

/** How many of the attempts count for a metric, those that failed or timed out among them. */
export const countFor = (attempts: readonly Attempt[], metric: MetricId): number =>
  attempts.filter((attempt) => observationOf(attempt, metric) !== undefined).length;
