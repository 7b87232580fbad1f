import type { Sample } from "../../core/sample.ts";
import { thinned } from "../chart-data.ts";
import type { Chart } from "./draw.ts";
import { GRID, INK, SHORT, TEXT, numberAxis } from "./look.ts";
import type { Scene } from "./subject.ts";

/** Rows of all targets together: more would be thinner than a line. */
const MOST_ROWS = 150;
const ROW_HEIGHT = 6;

interface Phase {
  readonly name: string;
  readonly color: string;
  /** When this part of a request ended; undefined when it was never reached. */
  readonly end: (sample: Sample) => number | undefined;
}

/** In the order in which they come; each begins where the one before it ended. */
const PHASES: readonly Phase[] = [
  {
    name: "to headers",
    color: "var(--phase-headers)",
    // Headers may come with the first token, but never after it in a picture.
    end: ({ headersMs, ttftMs }) =>
      headersMs === undefined ? undefined : Math.min(headersMs, ttftMs ?? headersMs),
  },
  { name: "to first token", color: "var(--phase-first)", end: ({ ttftMs }) => ttftMs },
  {
    name: "thinking",
    color: "var(--phase-thinking)",
    end: ({ ttfatMs, ttftMs, lastTokenMs }) =>
      ttfatMs ?? (ttftMs === undefined ? undefined : lastTokenMs),
  },
  { name: "answer", color: "var(--phase-answer)", end: ({ lastTokenMs }) => lastTokenMs },
  {
    name: "failed",
    color: "var(--bad)",
    end: ({ status, endMs }) => (status === "failed" ? endMs : undefined),
  },
];

/** How long each phase of a request took: nothing where it never came. */
function phasesOf(sample: Sample): readonly number[] {
  let from = 0;
  return PHASES.map(({ end }) => {
    const until = Math.max(from, end(sample) ?? from);
    const length = until - from;
    from = until;
    return Math.round(length * 10) / 10;
  });
}

/** Rows of the picture, top to bottom: requests of a target in the order of time, then a gap. */
function rowsOf({
  subjects,
}: Scene): readonly (readonly [name: string, sample: Sample | undefined])[] {
  const each = Math.max(3, Math.floor(MOST_ROWS / subjects.length));
  return subjects.flatMap(({ name, attempts }, place) => {
    const samples = thinned(
      attempts.map(({ sample }) => sample),
      each,
    );
    const middle = Math.floor(samples.length / 2);
    const rows = samples.map((sample, index) => [index === middle ? name : "", sample] as const);
    const gap = [["", undefined] as const, ["", undefined] as const];
    return place === 0 ? rows : [...gap, ...rows];
  });
}

/** A bar a request, in its phases. Bars that leave the picture at the right took longer than any successful one. */
export function waterfallChart(scene: Scene): Chart | undefined {
  const rows = rowsOf(scene);
  const ends = rows.flatMap(([, sample]) =>
    sample?.status === "ok" ? (sample.lastTokenMs ?? []) : [],
  );
  if (ends.length === 0) return undefined;
  const phases = rows.map(([, sample]) => (sample === undefined ? [] : phasesOf(sample)));
  const used = PHASES.map((_, phase) => phases.some((row) => (row[phase] ?? 0) > 0));
  const last = Math.max(...ends);
  return {
    label: "Every request as a bar: headers, first token, thinking, answer",
    keys: PHASES.filter((_, phase) => used[phase]).map(({ name, color }) => ({ name, color })),
    height: 40 + rows.length * ROW_HEIGHT,
    option: {
      textStyle: TEXT,
      grid: { ...GRID, left: 4, right: 20, top: 8, bottom: 4 },
      xAxis: {
        ...numberAxis({ low: 0, high: last }, SHORT.ms, { fromZero: true }),
        min: 0,
        max: last * 1.03,
        axisLabel: { ...TEXT, formatter: SHORT.ms, showMaxLabel: false, hideOverlap: true },
      },
      yAxis: {
        type: "category",
        inverse: true,
        data: rows.map(([name]) => name),
        axisLine: { show: false },
        axisTick: { show: false },
        axisLabel: { ...TEXT, color: INK, interval: 0 },
      },
      series: PHASES.flatMap(({ name, color }, phase) =>
        used[phase] === true
          ? [
              {
                type: "bar" as const,
                name,
                stack: "request",
                barCategoryGap: "18%",
                color,
                itemStyle: { color },
                data: phases.map((row) => row[phase] ?? 0),
                silent: true,
              },
            ]
          : [],
      ),
    },
  };
}
