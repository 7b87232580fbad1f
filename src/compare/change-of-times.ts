import { compact } from "../core/compact.ts";
import type { MetricId } from "../core/report.ts";
import type { ChangeMetric, ChangeSide } from "../core/run-comparison.ts";
import type { Attempt, Cell } from "../metrics/attempts.ts";
import { contestOf } from "../metrics/contests.ts";
import type { Contest, Terms } from "../metrics/contests.ts";
import { distribution } from "../metrics/distribution.ts";
import { observationOf } from "../metrics/metrics.ts";
import { independentTest } from "../statistics/independent-test.ts";
import type { Observation } from "../statistics/observation.ts";
import { practicalMargin } from "../statistics/practical-margin.ts";
import { median } from "../statistics/quantile.ts";
import { sorted } from "../statistics/sorted.ts";
import { asChange, asInterval, nothing } from "./draft.ts";
import type { Draft } from "./draft.ts";
import type { Sides } from "./sides.ts";

/** Metrics of which each attempt has its own value. */
type TimedMetric = Extract<ChangeMetric, "ttft" | "ttfat" | "speed" | "e2e">;

interface Row {
  readonly metric: MetricId;
  readonly contest: (terms: Terms) => Contest | undefined;
}

/** How each is seen in an attempt: as in the ranking of a run. */
const ROWS = {
  ttft: { metric: "ttftMs", contest: (terms) => contestOf("ttft", { ...terms, ttft: "ttftMs" }) },
  ttfat: {
    metric: "ttfatMs",
    contest: (terms) => contestOf("ttft", { ...terms, ttft: "ttfatMs" }),
  },
  speed: { metric: "outputSpeed", contest: (terms) => contestOf("speed", terms) },
  e2e: { metric: "e2eMs", contest: (terms) => contestOf("e2e", terms) },
} as const satisfies Record<TimedMetric, Row>;

/**
 * The logarithm of an observation, turned so that more is worse. A timeout is an attempt that was worse than any that was seen to
 * its end, like a failure: both runs have the same limits, or a caveat says that they do not.
 */
function cost({ value, censored }: Observation, { better }: Contest): number {
  if (censored) return Number.POSITIVE_INFINITY;
  return better === "lower" ? Math.log(value) : 0 - Math.log(value);
}

const observed = ({ counted }: Cell, contest: Contest): readonly (readonly [Attempt, number])[] =>
  counted.flatMap((attempt) => {
    const observation = contest.observe(attempt);
    return observation === undefined ? [] : [[attempt, cost(observation, contest)] as const];
  });

/** The value that the report of the run shows, at the unit of this comparison. */
function sideOf({ counted }: Cell, metric: MetricId, n: number): ChangeSide {
  const found = distribution(counted.flatMap((attempt) => observationOf(attempt, metric) ?? []));
  return { value: found?.p50 ?? null, n };
}

function marginOf(contest: Contest, attempts: readonly Attempt[]): number {
  const times = attempts.flatMap((attempt) => contest.measuredMs(attempt) ?? []);
  return practicalMargin(contest.ownErrorMs, median(sorted(times)) ?? 0);
}

/** What changed in the times or the speed of a target: two independent samples of logarithms, compared by their ranks. */
export function changeOfTimes(sides: Sides, metric: TimedMetric): Draft {
  const { basis, calibration } = sides;
  const { metric: id, contest: contestFor } = ROWS[metric];
  const contest = contestFor(compact({ basis, ttft: "ttftMs" as const, calibration }));
  if (contest === undefined) throw new Error(`no contest for ${metric}`);
  const a = observed(sides.base.cell, contest);
  const b = observed(sides.next.cell, contest);
  const base = sideOf(sides.base.cell, id, a.length);
  const next = sideOf(sides.next.cell, id, b.length);
  const margin = marginOf(
    contest,
    [...a, ...b].map(([attempt]) => attempt),
  );
  const test = independentTest(
    a.map(([, value]) => value),
    b.map(([, value]) => value),
    Math.log1p(margin),
  );
  if (test === undefined) {
    const empty = a.length === 0 ? "the base run" : "the new run";
    return nothing(metric, base, next, `${empty} has no attempt that tells`);
  }
  const { shift, interval, p, smallestP, detectable } = test;
  // Costs turned round for a speed: back to how much larger the new value is.
  const isTurned = contest.better === "higher";
  const log = isTurned ? 0 - shift : shift;
  const [low, high] =
    interval === undefined
      ? [undefined, undefined]
      : isTurned
        ? [0 - interval.high, 0 - interval.low]
        : [interval.low, interval.high];
  // With failures in the middle of the differences there is no size of a change, nor one that would have been seen.
  const isTorn = !Number.isFinite(shift);
  return compact({
    metric,
    base,
    new: next,
    change: asChange(log),
    interval: low === undefined || high === undefined ? null : asInterval(low, high),
    p,
    margin,
    detectable: isTorn ? undefined : detectable,
    smallestP,
    isBetter: shift < 0,
    reason: isTorn ? "too many attempts failed to tell" : undefined,
  });
}
