import type { MetricId } from "../../core/report.ts";
import { extentOf, pointsEach, thinned } from "../chart-data.ts";
import { shownValues } from "../chart-samples.ts";
import type { Chart, Series } from "./draw.ts";
import { GRID, INK, SHORT, TEXT, nameAxis, numberAxis } from "./look.ts";
import type { Scene, Subject } from "./subject.ts";

const MOST_DOTS = 150;
const ROW_HEIGHT = 46;

// Multiples of the golden ratio fall evenly and never line up: a jitter that is the same every time.
const GOLDEN = 0.618_033_988_749_895;
const jitter = (index: number): number => ((index * GOLDEN) % 1) * 0.5 - 0.25;

/** The dots of a target with every request in it, and over them the report's own P50 with its interval. */
function rowOf(
  subject: Subject,
  row: number,
  values: readonly number[],
  metric: MetricId,
  most: number,
): Series[] {
  const { hue, target } = subject;
  const distribution = target.metrics[metric];
  const [low = null, high = null] = distribution?.p50Interval ?? [];
  const p50 = distribution?.p50 ?? null;
  // Sorted, so that thinning keeps the extremes.
  const dots = thinned(Array.from(Float64Array.from(values).toSorted()), most);
  return [
    {
      type: "scatter",
      data: dots.map((value, index) => [value, row + jitter(index)]),
      symbolSize: 5,
      itemStyle: { color: hue, opacity: 0.45 },
      silent: true,
    },
    ...(low === null || high === null
      ? []
      : [
          {
            type: "line" as const,
            data: [
              [low, row],
              [high, row],
            ],
            symbol: "none",
            lineStyle: { color: INK, width: 3, cap: "round" as const },
            silent: true,
            z: 4,
          },
        ]),
    ...(p50 === null
      ? []
      : [
          {
            type: "scatter" as const,
            data: [[p50, row]],
            symbol: "diamond",
            symbolSize: 11,
            itemStyle: { color: INK, borderColor: "var(--card)", borderWidth: 1 },
            silent: true,
            z: 5,
          },
        ]),
  ];
}

/** Every request of every target as a dot, with the P50 and its interval; undefined where there is nothing to draw. */
export function stripChart(
  { subjects }: Scene,
  metric: MetricId,
  label: string,
): Chart | undefined {
  const values = subjects.map(({ attempts }) => shownValues(attempts, metric));
  const extent = extentOf(values);
  if (extent === undefined) return undefined;
  const most = pointsEach(MOST_DOTS, subjects.length);
  return {
    label,
    keys: [],
    height: 34 + ROW_HEIGHT * subjects.length,
    option: {
      textStyle: TEXT,
      grid: { ...GRID, left: 4, right: 16, top: 4, bottom: 4 },
      xAxis: numberAxis(extent, metric === "outputSpeed" ? SHORT.speed : SHORT.ms),
      yAxis: nameAxis(subjects.map(({ name }) => name)),
      series: subjects.flatMap((subject, row) =>
        rowOf(subject, row, values[row] ?? [], metric, most),
      ),
    },
  };
}
