import { pullInDifferences, pullInInfinities } from "./infinities.ts";

/** Fewer values than this say nothing about autocorrelation. */
const FEWEST = 4;

/** A stronger correlation than this is taken as this: lag 1 alone cannot tell a trend from a slow wave. */
const STRONGEST = 0.9;

/** How much independent information a series holds. */
export interface EffectiveSize {
  /** Lag-1 autocorrelation as estimated, between -1 and 1; 0 for fewer than 4 values and for a constant series. */
  readonly autocorrelation: number;
  readonly nEffective: number;
}

/** Σ(x_t - m)(x_{t+1} - m) / Σ(x_t - m)², finite values in the order of time. Box, Jenkins & Reinsel, "Time Series Analysis", 2.1. */
function lagOne(series: readonly number[]): number {
  const n = series.length;
  if (n < FEWEST || series.every((value) => value === series[0])) return 0;
  const mean = series.reduce((sum, value) => sum + value / n, 0);
  let products = 0;
  let squares = 0;
  let previous = 0;
  for (const value of series) {
    const distance = value - mean;
    products += previous * distance;
    squares += distance * distance;
    previous = distance;
  }
  return squares > 0 ? products / squares : 0;
}

// The smallest amount keeps 30 · (1 - 0.5) / (1 + 0.5) at 10 when the division comes out a hair below.
function effectiveSize(n: number, autocorrelation: number): number {
  const rho = Math.min(STRONGEST, Math.max(0, autocorrelation));
  return n === 0 ? 0 : Math.max(1, Math.floor((n * (1 - rho)) / (1 + rho) + 1e-9));
}

/**
 * For positive values (times, speeds) in the order of time: works on their logarithms, since these figures spread in proportion
 * to their size. n_eff = floor(n (1-ρ)/(1+ρ)), ρ clipped to [0, 0.9], at least 1: the variance of the mean of a first-order
 * autoregressive series (Bayley & Hammersley 1946). `+Infinity` counts as the slowest value seen, 0 as the smallest.
 * Throws a RangeError for negative values and NaN.
 */
export function effectiveSizeOfValues(values: readonly number[]): EffectiveSize {
  const logs = values.map((value) => {
    if (!(value >= 0)) throw new RangeError(`cannot take the logarithm of ${value}`);
    return Math.log(value);
  });
  const autocorrelation = lagOne(pullInInfinities(logs));
  return { autocorrelation, nEffective: effectiveSize(values.length, autocorrelation) };
}

/**
 * For paired differences in the order of blocks. Pairing takes out what moved both targets alike, so the size shrinks only when
 * the remaining autocorrelation is significant, ρ > 1.96/√n (Bartlett 1946); else it is n. Test, interval and detectable
 * difference all use this one size, so that they cannot contradict each other.
 */
export function effectiveSizeOfDifferences(differences: readonly number[]): EffectiveSize {
  const n = differences.length;
  const autocorrelation = lagOne(pullInDifferences(differences));
  const significant = autocorrelation > 1.96 / Math.sqrt(n);
  return { autocorrelation, nEffective: significant ? effectiveSize(n, autocorrelation) : n };
}
