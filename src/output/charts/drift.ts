import type { MetricId } from "../../core/report.ts";
import { extentOf, pointsEach, thinned } from "../chart-data.ts";
import { shownValue } from "../chart-samples.ts";
import type { Chart } from "./draw.ts";
import { GRID, SHORT, TEXT, numberAxis } from "./look.ts";
import type { Scene } from "./subject.ts";

const MOST_POINTS = 150;
const MINUTE_MS = 60_000;

/** A metric over the minutes of the run, a dot a request: steady, drifting, or jumping. */
export function driftChart(
  { report, subjects }: Scene,
  metric: MetricId,
  label: string,
): Chart | undefined {
  const start = Date.parse(report.startedAt);
  const most = pointsEach(MOST_POINTS, subjects.length);
  const lanes = subjects.flatMap((subject) => {
    const points = subject.attempts.flatMap((attempt) => {
      const value = shownValue(attempt, metric);
      const minutes = (Date.parse(attempt.sample.startedAt) - start) / MINUTE_MS;
      return value === undefined ? [] : [[minutes, value] as const];
    });
    return points.length === 0 ? [] : [{ ...subject, points: thinned(points, most) }];
  });
  const extent = extentOf(lanes.map(({ points }) => points.map(([, value]) => value)));
  if (extent === undefined) return undefined;
  const end = Math.max(...lanes.flatMap(({ points }) => points.map(([minutes]) => minutes)));
  return {
    label,
    height: 250,
    keys: lanes.map(({ name, hue }) => ({ name, color: hue })),
    option: {
      textStyle: TEXT,
      grid: { ...GRID, left: 4, right: 24, top: 8, bottom: 4 },
      xAxis: {
        ...numberAxis({ low: 0, high: end }, (minutes) => `${Number(minutes.toFixed(1))} min`, {
          fromZero: true,
        }),
        min: 0,
      },
      yAxis: numberAxis(extent, metric === "outputSpeed" ? SHORT.speed : SHORT.ms),
      series: lanes.map(({ name, hue, points }) => ({
        type: "line",
        name,
        data: points.map(([minutes, value]) => [minutes, value]),
        symbol: "circle",
        symbolSize: 4,
        color: hue,
        itemStyle: { color: hue },
        lineStyle: { color: hue, width: 1, opacity: 0.55 },
        silent: true,
      })),
    },
  };
}
