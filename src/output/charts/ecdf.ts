import type { MetricId } from "../../core/report.ts";
import { ecdf, extentOf, pointsEach } from "../chart-data.ts";
import { countFor, shownValues } from "../chart-samples.ts";
import type { Chart } from "./draw.ts";
import { GRID, SHORT, TEXT, numberAxis } from "./look.ts";
import type { Scene } from "./subject.ts";

const MOST_STEPS = 150;

/**
 * The share of all attempts that were as fast as this or faster, by target: a line that ends below 100 % failed that often. Undefined
 * where there is nothing to draw.
 */
export function ecdfChart({ subjects }: Scene, metric: MetricId, label: string): Chart | undefined {
  const drawn = subjects
    .map((subject) => ({
      ...subject,
      values: shownValues(subject.attempts, metric),
      total: countFor(subject.attempts, metric),
    }))
    .filter(({ values }) => values.length > 0);
  const extent = extentOf(drawn.map(({ values }) => values));
  if (extent === undefined) return undefined;
  return {
    label,
    height: 250,
    keys: drawn.map(({ name, hue }) => ({ name, color: hue })),
    option: {
      textStyle: TEXT,
      grid: { ...GRID, left: 4, right: 20, top: 8, bottom: 4 },
      xAxis: numberAxis(extent, metric === "outputSpeed" ? SHORT.speed : SHORT.ms),
      yAxis: {
        ...numberAxis({ low: 0, high: 1 }, (share) => `${Math.round(share * 100)} %`, {
          fromZero: true,
        }),
        max: 1,
        interval: 0.25,
      },
      series: drawn.map(({ name, hue, values, total }) => ({
        type: "line",
        name,
        step: "end",
        data: ecdf(values, total, pointsEach(MOST_STEPS, drawn.length)).map(([value, share]) => [
          value,
          share,
        ]),
        symbol: "none",
        color: hue,
        lineStyle: { color: hue, width: 2 },
        silent: true,
      })),
    },
  };
}
