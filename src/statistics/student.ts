import { incompleteBeta, incompleteBetaInverse } from "./beta.ts";

/** P(|T| >= |t|) for Student's T with `freedom` > 0 degrees of freedom: a two-sided p-value. DLMF 8.17 with A&S 26.7.1. */
export function studentTwoSided(t: number, freedom: number): number {
  const square = t * t;
  if (square === Number.POSITIVE_INFINITY) return 0;
  const total = freedom + square;
  return incompleteBeta(freedom / total, freedom / 2, 0.5, square / total);
}

/** P(T <= t). */
export function studentCdf(t: number, freedom: number): number {
  const tail = studentTwoSided(t, freedom) / 2;
  return t > 0 ? 1 - tail : tail;
}

/** The t with P(T <= t) = p, for p in [0, 1]; infinite at both ends. */
export function studentQuantile(p: number, freedom: number): number {
  if (p > 0.5) return -studentQuantile(1 - p, freedom);
  if (p === 0) return Number.NEGATIVE_INFINITY;
  // Either way round the smaller of t²/(ν+t²) and ν/(ν+t²) is the one that is solved for, so that its digits are kept.
  if (p < 0.25) {
    const x = incompleteBetaInverse(2 * p, freedom / 2, 0.5);
    return -Math.sqrt((freedom * (1 - x)) / x);
  }
  const y = incompleteBetaInverse(1 - 2 * p, 0.5, freedom / 2);
  return -Math.sqrt((freedom * y) / (1 - y));
}
