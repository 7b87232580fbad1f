import { bound, duration, rate } from "../../text/quantity.ts";
import type { Extent } from "../chart-data.ts";

// Colours are variables of the page, so that one picture serves light, dark and paper.
export const INK = "var(--ink)";
export const MUTED = "var(--muted)";
const LINE = "var(--line)";

const HUES = 8;

/** The colour of a target: by its place in the plan, the same in every chart. */
export const hueOf = (index: number): string => `var(--hue-${index % HUES})`;

export const TEXT = { fontFamily: "inherit", fontSize: 12, color: MUTED } as const;

/** The drawing takes all of its place, the text at its axes included. */
export const GRID = { outerBoundsMode: "same", outerBoundsContain: "axisLabel" } as const;

const AXIS = {
  axisLine: { show: false },
  axisTick: { show: false },
  axisLabel: TEXT,
  nameTextStyle: TEXT,
  splitLine: { show: true, lineStyle: { color: LINE, width: 1 } },
} as const;

/** From this ratio of largest to smallest on, a linear axis would press the small ones into a corner. */
const WIDE_RANGE = 8;

/** 1, 2 and 5 times powers of ten within an extent. */
function roundValues({ low, high }: Extent): readonly number[] {
  const values: number[] = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.log10(high); power += 1) {
    for (const digit of [1, 2, 5]) {
      const value = digit * 10 ** power;
      if (value >= low && value <= high) values.push(value);
    }
  }
  return values;
}

/** A number at the side of an axis, as short as can be. */
export const SHORT = {
  ms: (value: number) =>
    value === 0
      ? "0"
      : duration(value)
          .replace(/(\.\d*?)0+(?= )/, "$1")
          .replace(". ", " "),
  speed: (value: number) => rate(value).replace(/\.0$/, ""),
  limit: bound,
} as const;

/** An axis of numbers that fits what is on it: logarithmic where the range is wide. */
export function numberAxis(
  extent: Extent,
  format: (value: number) => string,
  options: { readonly fromZero?: boolean } = {},
) {
  const label = { ...TEXT, formatter: (value: number) => format(value), hideOverlap: true };
  if (options.fromZero === true || extent.low <= 0 || extent.high / extent.low < WIDE_RANGE) {
    return {
      ...AXIS,
      type: "value" as const,
      scale: options.fromZero !== true,
      splitNumber: 4,
      axisLabel: label,
    };
  }
  const low = extent.low / 1.15;
  const high = extent.high * 1.15;
  const marks = [...roundValues({ low, high })];
  return {
    ...AXIS,
    type: "log" as const,
    min: low,
    max: high,
    axisTick: { show: false, customValues: marks },
    axisLabel: { ...label, customValues: marks },
  };
}

/** An axis with one line for each target, the first at the top. */
export const nameAxis = (names: readonly string[]) => ({
  ...AXIS,
  type: "value" as const,
  min: -0.5,
  max: names.length - 0.5,
  interval: 1,
  inverse: true,
  splitLine: { show: false },
  axisTick: { show: false, customValues: names.map((_, index) => index) },
  axisLabel: {
    ...TEXT,
    color: INK,
    customValues: names.map((_, index) => index),
    formatter: (value: number) => names[Math.round(value)] ?? "",
  },
});
