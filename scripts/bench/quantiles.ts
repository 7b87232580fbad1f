/** What a set of errors looks like: the median with its sign, P99 and maximum of the size alone. */
export interface Spread {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

/** Order statistic by nearest rank; NaN for no values. Sorts in place. */
function quantile(values: Float64Array, share: number): number {
  values.sort();
  return values[Math.max(0, Math.ceil(share * values.length) - 1)] ?? Number.NaN;
}

export const median = (values: readonly number[]): number =>
  quantile(Float64Array.from(values), 0.5);

/** An error can be early or late: its median keeps the sign, its tail does not. */
export function spread(errors: readonly number[]): Spread {
  const p50 = median(errors);
  const sizes = Float64Array.from(errors, Math.abs);
  return { p50, p99: quantile(sizes, 0.99), max: quantile(sizes, 1) };
}

/** Medians over repeats of P50 and P99, and the largest maximum: one noisy repeat cannot spoil the first two. */
export function overRepeats(spreads: readonly Spread[]): Spread {
  return {
    p50: median(spreads.map(({ p50 }) => p50)),
    p99: median(spreads.map(({ p99 }) => p99)),
    max: Math.max(...spreads.map(({ max }) => max)),
  };
}
