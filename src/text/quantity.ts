/** How a number that is not known is shown. */
export const UNKNOWN = "–";

/** Below 10 two decimals, below 100 one, else none: three significant digits, as long as they stand before the point. */
const decimalsOf = (value: number): number => (value < 9.995 ? 2 : value < 99.95 ? 1 : 0);

const fixed = (value: number, decimals: number): string =>
  value.toLocaleString("en-US", {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });

const MS_PER_SECOND = 1000;
const SECONDS_PER_MINUTE = 60;

/** A span on its own, in the unit that suits it: `0.42 ms`, `182 ms`, `1.96 s`, `2m 05s`. */
export function duration(ms: number | undefined): string {
  if (ms === undefined || !Number.isFinite(ms)) return UNKNOWN;
  if (ms < MS_PER_SECOND - 0.5) return `${fixed(ms, decimalsOf(ms))} ms`;
  const seconds = ms / MS_PER_SECOND;
  if (seconds < SECONDS_PER_MINUTE - 0.05) return `${fixed(seconds, decimalsOf(seconds))} s`;
  return clockTime(ms);
}

/** A span in whole seconds, for a countdown: `8s`, `2m 05s`, `1h 02m`. */
export function clockTime(ms: number | undefined): string {
  if (ms === undefined || !Number.isFinite(ms)) return UNKNOWN;
  const seconds = Math.round(ms / MS_PER_SECOND);
  if (seconds < SECONDS_PER_MINUTE) return `${seconds}s`;
  const minutes = Math.floor(seconds / SECONDS_PER_MINUTE);
  const twoDigits = (value: number): string => String(value).padStart(2, "0");
  if (minutes < 60) return `${minutes}m ${twoDigits(seconds % SECONDS_PER_MINUTE)}s`;
  return `${Math.floor(minutes / 60)}h ${twoDigits(minutes % 60)}m`;
}

/** A whole number with thousands separators: `15,360`. */
export const count = (value: number | undefined): string =>
  value === undefined ? UNKNOWN : fixed(value, 0);

/** Tokens per second on their own: `104.2`; none of the decimals from 1,000 on. */
export const rate = (perSecond: number | undefined): string =>
  perSecond === undefined ? UNKNOWN : fixed(perSecond, perSecond < 999.95 ? 1 : 0);

/** A share between 0 and 1 as whole percent: `52%`. Never says 100% before all of it is there, nor 0% once there is some. */
export function percent(share: number | undefined): string {
  if (share === undefined || !Number.isFinite(share)) return UNKNOWN;
  const rounded = Math.round(share * 100);
  if (share < 1 && rounded === 100) return "99%";
  if (share > 0 && rounded === 0) return "1%";
  return `${fixed(rounded, 0)}%`;
}

/** How far something is known to have gone at least: `60 s` where `duration` would say `1m 00s`, as limits are round numbers. */
export const bound = (ms: number): string =>
  ms >= 10 * MS_PER_SECOND && ms < 600 * MS_PER_SECOND
    ? `${fixed(ms / MS_PER_SECOND, 0)} s`
    : duration(ms);

/** One unit and one number of decimals for everything in a column, so that its points stand under each other. */
export interface Scale {
  readonly unit: string;
  /** The bare number, without its unit. */
  readonly format: (value: number | undefined) => string;
}

const scale = (unit: string, divisor: number, decimals: number): Scale => ({
  unit,
  format: (value) => (value === undefined ? UNKNOWN : fixed(value / divisor, decimals)),
});

/**
 * The scale for spans (milliseconds) shown under one head. Seconds once the largest reaches 10 s and nothing is so small that two
 * decimals of a second would hide it; else milliseconds with three significant digits of the smallest.
 */
export function timeScale(values: readonly number[]): Scale {
  if (values.length === 0) return scale("ms", 1, 0);
  const smallest = Math.min(...values);
  const largest = Math.max(...values);
  if (smallest >= MS_PER_SECOND || (largest >= 10 * MS_PER_SECOND && smallest >= 100)) {
    return scale("s", MS_PER_SECOND, 2);
  }
  return scale("ms", 1, decimalsOf(smallest));
}

/** The scale for speeds (tokens per second) shown under one head: three significant digits of the smallest. */
export const speedScale = (values: readonly number[]): Scale =>
  scale("tok/s", 1, decimalsOf(Math.min(...values)));
