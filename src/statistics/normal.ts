const density = (z: number): number => Math.exp(-(z * z) / 2) / Math.sqrt(2 * Math.PI);

/** Upper tail for z >= 3: Laplace's continued fraction, Abramowitz & Stegun 26.2.14. */
function farTail(z: number): number {
  let fraction = z;
  for (let term = 100; term >= 1; term--) fraction = z + term / fraction;
  return density(z) / fraction;
}

/** Area between 0 and z: Abramowitz & Stegun 26.2.11, all terms of one sign. */
function areaFromCentre(z: number): number {
  let term = z;
  let sum = z;
  for (let divisor = 3; Math.abs(term) > 1e-17 * Math.abs(sum); divisor += 2) {
    term *= (z * z) / divisor;
    sum += term;
  }
  return density(z) * sum;
}

/** P(Z <= z) for a standard normal Z. For an upper tail ask for `normalCdf(-z)`: it keeps all its digits however small it is. */
export function normalCdf(z: number): number {
  if (z <= -3) return farTail(-z);
  if (z >= 3) return 1 - farTail(z);
  return 0.5 + areaFromCentre(z);
}

/** The z with P(Z <= z) = p; infinite at 0 and 1. Start: Abramowitz & Stegun 26.2.23 (error 4.5e-4); then Halley's method. */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`a probability is between 0 and 1, not ${p}`);
  if (p > 0.5) return -normalQuantile(1 - p);
  if (p === 0) return Number.NEGATIVE_INFINITY;
  if (p === 0.5) return 0;
  const t = Math.sqrt(-2 * Math.log(p));
  const above = 2.515517 + t * (0.802853 + t * 0.010328);
  const below = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308));
  let z = above / below - t;
  for (let round = 0; round < 3; round++) {
    const step = (normalCdf(z) - p) / density(z);
    z -= step / (1 + (z * step) / 2);
  }
  return z;
}
