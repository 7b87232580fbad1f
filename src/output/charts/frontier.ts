import { extentOf } from "../chart-data.ts";
import { money } from "../../text/money.ts";
import type { Chart } from "./draw.ts";
import { GRID, MUTED, SHORT, TEXT, numberAxis } from "./look.ts";
import type { Scene } from "./subject.ts";

interface Point {
  readonly name: string;
  readonly hue: string;
  readonly cost: number;
  readonly speed: number;
}

/** Points that nobody beats in both: the cheapest first, each next one dearer and faster. */
function efficient(points: readonly Point[]): readonly Point[] {
  let best = Number.NEGATIVE_INFINITY;
  return points
    .toSorted((a, b) => a.cost - b.cost || b.speed - a.speed)
    .filter(({ speed }) => {
      const isFaster = speed > best;
      best = Math.max(best, speed);
      return isFaster;
    });
}

/** Speed against the cost of a request, with the line of those that are not beaten in both. Free targets have no place on it. */
export function frontierChart({ subjects }: Scene): Chart | undefined {
  const points = subjects.flatMap(({ name, hue, target }): readonly Point[] => {
    const cost = target.cost?.perRequestUsd;
    const speed = target.metrics.outputSpeed?.p50;
    return cost === undefined || cost <= 0 || typeof speed !== "number"
      ? []
      : [{ name, hue, cost, speed }];
  });
  const costs = extentOf([points.map(({ cost }) => cost)]);
  const speeds = extentOf([points.map(({ speed }) => speed)]);
  if (points.length < 2 || costs === undefined || speeds === undefined) return undefined;
  const room = (costs.high - costs.low) * 0.15 || costs.high * 0.1;
  const costAxis = numberAxis(costs, (usd) => money(usd));
  return {
    label: "Output speed against cost of a request",
    height: 300,
    keys: points.map(({ name, hue }) => ({ name, color: hue })),
    option: {
      textStyle: TEXT,
      grid: { ...GRID, left: 4, right: 40, top: 28, bottom: 22 },
      xAxis: {
        ...costAxis,
        ...(costAxis.type === "value"
          ? { min: Math.max(0, costs.low - room), max: costs.high + room, splitNumber: 4 }
          : {}),
        axisLabel: { ...costAxis.axisLabel, showMinLabel: false, showMaxLabel: false },
        name: "$ per request",
        nameLocation: "middle",
        nameGap: 26,
      },
      yAxis: { ...numberAxis(speeds, SHORT.speed), name: "tok/s", nameGap: 12 },
      series: [
        {
          type: "line",
          data: efficient(points).map(({ cost, speed }) => [cost, speed]),
          symbol: "none",
          lineStyle: { color: MUTED, width: 1.5, type: "dashed" },
          silent: true,
        },
        {
          type: "scatter",
          symbolSize: 14,
          data: points.map(({ name, hue, cost, speed }) => ({
            name,
            value: [cost, speed],
            itemStyle: { color: hue },
          })),
          silent: true,
        },
      ],
    },
  };
}
