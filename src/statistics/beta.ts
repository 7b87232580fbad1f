import { binomialDensity } from "./saddle-point.ts";

/** x^a (1-x)^b / B(a, b). */
const prefactor = (x: number, a: number, b: number, y: number): number =>
  binomialDensity(a, a + b, x, y) * (a / (a + b)) * b;

/** Continued fraction of the incomplete beta function (DLMF 8.17.22) by Lentz's method; quick for x < (a+1)/(a+b+2). */
function continuedFraction(x: number, a: number, b: number): number {
  const safe = (value: number): number => (Math.abs(value) < 1e-300 ? 1e-300 : value);
  let c = 1;
  let d = 1 / safe(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m < 100_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / safe(1 + even * d);
    c = safe(1 + even / c);
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / safe(1 + odd * d);
    c = safe(1 + odd / c);
    fraction *= d * c;
    if (Math.abs(d * c - 1) < 4e-16) break;
  }
  return fraction;
}

/**
 * Regularised incomplete beta function I_x(a, b): the distribution function of Beta(a, b), for a, b > 0 and x in [0, 1].
 * `y` is 1 - x; give it when it is known better than the subtraction would tell. DLMF 8.17.
 */
export function incompleteBeta(x: number, a: number, b: number, y = 1 - x): number {
  if (!(a > 0 && b > 0 && x >= 0 && y >= 0)) {
    throw new RangeError(`no incomplete beta function of x ${x}, a ${a}, b ${b}`);
  }
  if (x === 0) return 0;
  if (y === 0) return 1;
  return x < (a + 1) / (a + b + 2)
    ? (prefactor(x, a, b, y) * continuedFraction(x, a, b)) / a
    : 1 - (prefactor(x, a, b, y) * continuedFraction(y, b, a)) / b;
}

/**
 * The x at which I_x(a, b) = p: the quantile function of Beta(a, b). Newton's method inside a bracket that only shrinks, so it
 * cannot run away; good to about 14 digits.
 */
export function incompleteBetaInverse(p: number, a: number, b: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`a probability is between 0 and 1, not ${p}`);
  if (p === 0 || p === 1) return p;
  let low = 0;
  let high = 1;
  let x = a / (a + b);
  for (let round = 1; round < 2000; round++) {
    const error = incompleteBeta(x, a, b) - p;
    if (error === 0) return x;
    if (error < 0) low = x;
    else high = x;
    const newton = x - (error * x * (1 - x)) / prefactor(x, a, b, 1 - x);
    const next = newton > low && newton < high ? newton : low + (high - low) / 2;
    if (Math.abs(next - x) <= 2e-16 * x || next === low || next === high) return next;
    x = next;
  }
  return x;
}
