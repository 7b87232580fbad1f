import type { Distribution, MetricId } from "../core/report.ts";
import { UNKNOWN, speedScale, timeScale } from "../text/quantity.ts";
import type { Scale } from "../text/quantity.ts";
import type { Role } from "../text/paint.ts";
import type { Standing } from "./standings.ts";

/** From how many samples on a 95th percentile is more than the largest value under another name. */
export const MIN_N_FOR_P95 = 20;

export interface Cell {
  readonly text: string;
  readonly role?: Role;
}

/** A column before it has a width. */
export interface Column {
  /** The metric, and below it the statistic with its unit. */
  readonly head: readonly [string, string];
  readonly align: "left" | "right";
  /** A column of text may be clipped down to this many columns; a column of numbers never. */
  readonly min?: number;
  readonly cells: readonly Cell[];
}

type Statistic = "p50" | "interval" | "p95" | "stddev";

const HEAD_OF = {
  p50: "P50",
  interval: "95 %",
  p95: "P95",
  stddev: "SD",
} as const satisfies Record<Statistic, string>;

const CELL_OF = {
  p50: ({ p50, p50Above }, scale) => ({ text: reached(p50, p50Above, scale) }),
  interval: ({ p50Interval }, scale) => ({
    text:
      p50Interval === undefined
        ? UNKNOWN
        : p50Interval.map((end) => (end === null ? "?" : scale.format(end))).join("–"),
    role: "quiet",
  }),
  p95: ({ p95, p95Above, p95Bounded, n, max }, scale) => {
    const text = reached(p95, p95Above, scale);
    if (p95Bounded || p95 === null) return { text };
    return n < MIN_N_FOR_P95
      ? { text: `max ${scale.format(max)}`, role: "quiet" }
      : { text: `~${text}`, role: "quiet" };
  },
  stddev: (distribution, scale) => ({ text: scale.format(distribution.stddev) }),
} as const satisfies Record<Statistic, (distribution: Distribution, scale: Scale) => Cell>;

/** A quantile; `> 60,000` where so many timed out that only a bound is known; `fails` where so many failed that there is none. */
const reached = (value: number | null, above: number | undefined, scale: Scale): string =>
  value !== null ? scale.format(value) : above === undefined ? "fails" : `> ${scale.format(above)}`;

export const NOTHING: Cell = { text: UNKNOWN, role: "quiet" };

/** One statistic of one metric. All columns of a metric share their scale, so that they compare at a glance. */
export function metricColumn(
  standings: readonly Standing[],
  name: string,
  metric: MetricId,
  statistic: Statistic,
): Column | undefined {
  const distributions = standings.map(({ target }) => target.metrics[metric]);
  const known = distributions.filter((distribution) => distribution !== undefined);
  if (known.length === 0) return undefined;
  if (statistic === "interval" && known.every(({ p50Interval }) => p50Interval === undefined)) {
    return undefined;
  }
  const medians = known.flatMap(({ p50 }) => p50 ?? []);
  const scale = metric === "outputSpeed" ? speedScale(medians) : timeScale(medians);
  return {
    head: [name, `${HEAD_OF[statistic]} ${scale.unit}`],
    align: "right",
    cells: distributions.map((distribution) =>
      distribution === undefined ? NOTHING : CELL_OF[statistic](distribution, scale),
    ),
  };
}
