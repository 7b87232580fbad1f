import type { Sample } from "../../core/sample.ts";
import type { Report } from "../../core/report.ts";
import { visibleTokens } from "../../metrics/token-basis.ts";
import { thinned } from "../chart-data.ts";
import { count } from "../../text/quantity.ts";
import type { Chart } from "./draw.ts";
import { GRID, INK, SHORT, TEXT, numberAxis } from "./look.ts";
import type { Scene, Subject } from "./subject.ts";

const MOST_POINTS = 120;

/** The successful request that took as long as the half of them. */
function middleRequest({ attempts }: Subject): Sample | undefined {
  const done = attempts
    .filter(({ sample }) => sample.status === "ok" && sample.lastTokenMs !== undefined)
    .map(({ sample }) => sample)
    .toSorted((a, b) => (a.lastTokenMs ?? 0) - (b.lastTokenMs ?? 0));
  return done[Math.floor(done.length / 2)];
}

/** Tokens that had come by each read that carried text: the counted ones, spread over the reads by their characters. */
function tokensOverTime(
  sample: Sample,
  basis: Report["tokenBasis"],
): readonly (readonly [ms: number, tokens: number])[] {
  const tokens = visibleTokens(sample, basis);
  const reads = sample.reads.map(([ms, , , answer, reasoning, tool]) => ({
    ms,
    chars: answer + reasoning + tool,
  }));
  const total = reads.reduce((sum, { chars }) => sum + chars, 0);
  if (tokens === undefined || total === 0) return [];
  let seen = 0;
  const points = reads
    .filter(({ chars }) => chars > 0)
    .map(({ ms, chars }): readonly [number, number] => {
      seen += chars;
      return [ms, (seen / total) * tokens];
    });
  return [[points[0]?.[0] ?? 0, 0], ...thinned(points, MOST_POINTS)];
}

/** The middle request of each target as tokens over time: who starts, who catches up, who is done. */
export function raceChart({ report, subjects }: Scene): Chart | undefined {
  const lanes = subjects.flatMap((subject) => {
    const sample = middleRequest(subject);
    const points = sample === undefined ? [] : tokensOverTime(sample, report.tokenBasis);
    return points.length < 2 ? [] : [{ ...subject, points }];
  });
  if (lanes.length === 0) return undefined;
  const last = Math.max(...lanes.map(({ points }) => points.at(-1)?.[0] ?? 0));
  const most = Math.max(...lanes.map(({ points }) => points.at(-1)?.[1] ?? 0));
  return {
    label: "Tokens received over time, the middle request of each target",
    height: 320,
    keys: lanes.map(({ name, hue }) => ({ name, color: hue })),
    option: {
      textStyle: TEXT,
      grid: { ...GRID, left: 4, right: 28, top: 8, bottom: 4 },
      xAxis: { ...numberAxis({ low: 0, high: last }, SHORT.ms, { fromZero: true }), min: 0 },
      yAxis: {
        ...numberAxis({ low: 0, high: most }, (tokens) => count(tokens), { fromZero: true }),
      },
      series: lanes.map(({ name, hue, points }) => ({
        type: "line",
        name,
        data: points.map(([ms, tokens], index) => ({
          value: [Math.round(ms * 10) / 10, Math.round(tokens)],
          symbol: index === points.length - 1 ? "circle" : "none",
          symbolSize: 9,
        })),
        showAllSymbol: true,
        color: hue,
        lineStyle: { color: hue, width: 2.5 },
        itemStyle: { color: hue, borderColor: INK, borderWidth: 0 },
        silent: true,
      })),
    },
  };
}
