// Loader, C. (2000), "Fast and accurate computation of binomial probabilities". Through the logarithm of the gamma function the
// probability for n = 100,000 would lose six digits, because numbers near a million cancel; here nothing large is subtracted.

/** From here on the series below is exact to the last bit. */
const SERIES_FROM = 16;

/** log(n!) minus Stirling's formula for it, for any real n > 0. */
function stirlingError(n: number): number {
  let error = 0;
  let x = n;
  for (; x < SERIES_FROM; x++) error += (x + 0.5) * Math.log1p(1 / x) - 1;
  const square = x * x;
  const series =
    1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - 1 / 1188 / square) / square) / square) / square;
  return error + series / x;
}

/** x·log(x/mean) + mean - x, without cancellation when x is near the mean. */
function deviance(x: number, mean: number): number {
  if (Math.abs(x - mean) >= 0.1 * (x + mean)) return x * Math.log(x / mean) + mean - x;
  const ratio = (x - mean) / (x + mean);
  let sum = (x - mean) * ratio;
  let power = 2 * x * ratio;
  for (let divisor = 3; ; divisor += 2) {
    power *= ratio * ratio;
    const next = sum + power / divisor;
    if (next === sum) return next;
    sum = next;
  }
}

/**
 * Γ(n+1) / (Γ(x+1) Γ(n-x+1)) · p^x · q^(n-x) for real 0 <= x <= n and q = 1 - p: the binomial probability, continued to real
 * arguments, which is also the heart of the beta distribution. Both p and q are asked for, so that the smaller keeps its digits.
 */
export function binomialDensity(x: number, n: number, p: number, q: number): number {
  if (p === 0) return x === 0 ? 1 : 0;
  if (q === 0) return x === n ? 1 : 0;
  const logP = p < 0.5 ? Math.log(p) : Math.log1p(-q);
  const logQ = q < 0.5 ? Math.log(q) : Math.log1p(-p);
  if (x === 0) return Math.exp(n * logQ);
  if (x === n) return Math.exp(n * logP);
  const exponent =
    stirlingError(n) -
    stirlingError(x) -
    stirlingError(n - x) -
    deviance(x, n * p) -
    deviance(n - x, n * q);
  return Math.exp(exponent) * Math.sqrt(n / (2 * Math.PI * x * (n - x)));
}
