import type { Category, Distribution, MetricId, Report } from "../core/report.ts";
import { UNKNOWN, bound, speedScale, timeScale } from "../text/quantity.ts";
import type { Scale } from "../text/quantity.ts";
import type { Role } from "../text/paint.ts";
import { metricOf } from "./categories.ts";
import type { Standing } from "./standings.ts";
import { CROWN } from "./crowns.ts";

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

export const NOTHING: Cell = { text: UNKNOWN, role: "quiet" };

/** From here on a bound names its unit, as `60 s` takes less room than `60,000`. */
const LONG_MS = 10_000;

/** A quantile that fewer attempts reached: all that is known is a lower bound, or that the rest failed. */
export const unreached = (above: number | undefined, { format }: Pick<Scale, "format">): Cell => ({
  text: above === undefined ? "fails" : `> ${above < LONG_MS ? format(above) : bound(above)}`,
  role: "failure",
});

/** `182–190`; `≥ 182` where the upper end is a failure. */
function intervalText(
  interval: Distribution["p50Interval"],
  { format }: Scale,
): string | undefined {
  if (interval === undefined) return undefined;
  const [low, high] = interval;
  if (low === null) return high === null ? undefined : `≤ ${format(high)}`;
  return high === null ? `≥ ${format(low)}` : `${format(low)}–${format(high)}`;
}

const CELL_OF = {
  p50: ({ p50, p50Above }, scale) =>
    p50 === null ? unreached(p50Above, scale) : { text: scale.format(p50) },
  interval: ({ p50Interval }, scale) => {
    const text = intervalText(p50Interval, scale);
    return text === undefined ? NOTHING : { text, role: "quiet" };
  },
  p95: ({ n, max, p95, p95Above, p95Bounded }, scale) => {
    if (p95 === null) return unreached(p95Above, scale);
    if (p95Bounded) return { text: scale.format(p95) };
    return n < MIN_N_FOR_P95
      ? { text: `max ${scale.format(max)}`, role: "quiet" }
      : { text: `~${scale.format(p95)}`, role: "quiet" };
  },
  stddev: ({ stddev }, scale) => ({ text: scale.format(stddev) }),
} as const satisfies Record<Statistic, (distribution: Distribution, scale: Scale) => Cell>;

/** The scale for everything that is shown of one metric, so that its columns compare at a glance. */
export function scaleOf(metric: MetricId, distributions: readonly Distribution[]): Scale {
  const medians = distributions.flatMap(({ p50 }) => p50 ?? []);
  const values = medians.length > 0 ? medians : distributions.flatMap(({ max }) => max ?? []);
  return metric === "outputSpeed" ? speedScale(values) : timeScale(values);
}

const CATEGORY_OF = {
  outputSpeed: "speed",
  ttftMs: "ttft",
  ttfatMs: "ttft",
  e2eMs: "e2e",
} as const satisfies Partial<Record<MetricId, Category>>;

/** A metric that has columns of its own. */
type ShownMetric = keyof typeof CATEGORY_OF;

/** One statistic of one metric; undefined where no target has anything to put in. */
export function metricColumn(
  report: Report,
  standings: readonly Standing[],
  name: string,
  metric: ShownMetric,
  statistic: Statistic,
): Column | undefined {
  const known = standings.flatMap(({ target }) => target.metrics[metric] ?? []);
  const hasContent =
    statistic === "interval"
      ? known.some(({ p50Interval }) => p50Interval !== undefined)
      : known.length > 0;
  if (!hasContent) return undefined;
  const scale = scaleOf(metric, known);
  const category = CATEGORY_OF[metric];
  const isCrowned = (standing: Standing): boolean =>
    statistic === "p50" &&
    metricOf(category, report) === metric &&
    standing.target.crowns.includes(category);
  return {
    head: [name, `${HEAD_OF[statistic]} ${scale.unit}`],
    align: "right",
    cells: standings.map((standing) => {
      const distribution = standing.target.metrics[metric];
      const cell = distribution === undefined ? NOTHING : CELL_OF[statistic](distribution, scale);
      return isCrowned(standing) ? { text: `${CROWN} ${cell.text}`, role: "leader" } : cell;
    }),
  };
}
