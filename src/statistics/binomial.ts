import { incompleteBeta } from "./beta.ts";
import { binomialDensity } from "./saddle-point.ts";

function check(n: number, p: number): void {
  if (!(Number.isInteger(n) && n >= 0 && p >= 0 && p <= 1)) {
    throw new RangeError(`no binomial distribution with n ${n}, p ${p}`);
  }
}

/** P(B = k) for B ~ Binomial(n, p). Loader (2000); 13 digits or more up to n = 100,000 and beyond. */
export function binomialMass(k: number, n: number, p: number): number {
  check(n, p);
  return Number.isInteger(k) && k >= 0 && k <= n ? binomialDensity(k, n, p, 1 - p) : 0;
}

/** P(B <= k) for B ~ Binomial(n, p), by way of I_{1-p}(n-k, k+1) (DLMF 8.17.5). */
export function binomialCdf(k: number, n: number, p: number): number {
  check(n, p);
  if (k < 0) return 0;
  if (k >= n) return 1;
  const whole = Math.floor(k);
  return incompleteBeta(1 - p, n - whole, whole + 1, p);
}
