import type { Distribution, MetricId, Report } from "../../core/report.ts";
import type { Markup } from "../markup.ts";
import { fragment } from "../markup.ts";
import { scaleOf, unreached } from "../table-metric-column.ts";
import type { Standing } from "../standings.ts";
import { COLORS } from "./layout.ts";

/** One column of bars: a metric of all targets on one scale that begins at 0. */
export interface Bars {
  readonly metric: MetricId;
  readonly unit: string;
  /** The bar of a target, its interval and its number, around the height `y`. */
  readonly draw: (standing: Standing, y: number, height: number) => Markup;
}

interface Place {
  readonly left: number;
  readonly track: number;
}

const whisker = (
  interval: Distribution["p50Interval"],
  x: (value: number) => number,
  y: number,
): Markup | undefined => {
  const [low, high] = interval ?? [null, null];
  if (low === null || high === null) return undefined;
  const [from, to] = [x(low).toFixed(1), x(high).toFixed(1)];
  const path = `M${from} ${y - 5}v10M${from} ${y}H${to}M${to} ${y - 5}v10`;
  // Twice: it has to be seen on its bar and behind the end of it.
  return fragment`<path d="${path}" stroke="${COLORS.back}" stroke-width="5" fill="none"/><path d="${path}" stroke="${COLORS.ink}" stroke-width="2" fill="none"/>`;
};

/** Bars of a metric for the rows that are shown; a target that did not get there has a word in place of its bar. */
export function barsOf(
  metric: MetricId,
  rows: readonly Standing[],
  isBest: (standing: Standing) => boolean,
  { left, track }: Place,
): Bars {
  const distributions = rows.flatMap(({ target }) => target.metrics[metric] ?? []);
  const scale = scaleOf(metric, distributions);
  const longest = Math.max(
    ...distributions.map(({ p50, p50Interval }) => Math.max(p50 ?? 0, p50Interval?.[1] ?? 0)),
    Number.MIN_VALUE,
  );
  const x = (value: number): number => left + (value / longest) * track;
  const number = (text: string, at: number, y: number, color: string): Markup =>
    fragment`<text x="${at.toFixed(1)}" y="${y + 7}" fill="${color}" font-size="20" font-weight="600">${text}</text>`;
  return {
    metric,
    unit: scale.unit,
    draw: (standing, y, height) => {
      const distribution = standing.target.metrics[metric];
      const p50 = distribution?.p50;
      if (distribution === undefined || p50 === undefined || p50 === null) {
        const text =
          distribution === undefined ? "no result" : unreached(distribution.p50Above, scale).text;
        return number(text, left, y, COLORS.bad);
      }
      const end = Math.max(x(p50), left + 3);
      const best = isBest(standing);
      const bar = fragment`<rect x="${left}" y="${y - height / 2}" width="${(end - left).toFixed(1)}" height="${height}" rx="4" fill="${best ? COLORS.best : COLORS.bar}"/>`;
      const behind = Math.max(end, x(distribution.p50Interval?.[1] ?? p50)) + 10;
      return fragment`${bar}${whisker(distribution.p50Interval, x, y)}${number(scale.format(p50), behind, y, best ? COLORS.best : COLORS.ink)}`;
    },
  };
}

/** The unit in words where there is room for words. */
export const unitWords = (unit: string): string => (unit === "tok/s" ? "tokens per second" : unit);

/** What the time column of a card is called. */
export const timeName = (metric: MetricId, { plan }: Report): string => {
  const noun = metric === "ttfatMs" ? "time to first answer token" : "time to first token";
  return plan.connections === "cold" ? `${noun}, cold` : noun;
};
