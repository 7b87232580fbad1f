import { binomialMass } from "./binomial.ts";
import { CONFIDENCE } from "./interval.ts";
import type { Interval } from "./interval.ts";
import { normalQuantile } from "./normal.ts";

/** So many of so many. */
export interface Share {
  readonly successes: number;
  readonly n: number;
}

function check({ successes, n }: Share): void {
  if (!(Number.isInteger(successes) && Number.isInteger(n) && successes >= 0 && successes <= n)) {
    throw new RangeError(`no share of ${successes} in ${n}`);
  }
}

/**
 * Two-sided p of Fisher's exact test that two shares are one: the probability of all tables with the same margins that are no
 * likelier than the one seen (Fisher 1935; the definition of R and SciPy). 1 without attempts on a side.
 */
export function fisherExact(a: Share, b: Share): number {
  check(a);
  check(b);
  const successes = a.successes + b.successes;
  const total = a.n + b.n;
  if (a.n === 0 || b.n === 0) return 1;
  const share = successes / total;
  // A hypergeometric probability as a product of three binomial ones (Loader 2000), whatever share they are taken at.
  const mass = (inA: number): number =>
    share === 0 || share === 1
      ? 1
      : (binomialMass(inA, a.n, share) * binomialMass(successes - inA, b.n, share)) /
        binomialMass(successes, total, share);
  const seen = mass(a.successes);
  let p = 0;
  const most = Math.min(a.n, successes);
  for (let inA = Math.max(0, successes - b.n); inA <= most; inA++) {
    const probability = mass(inA);
    // Tables that are exactly as likely must count in spite of rounding: the tolerance of R.
    if (probability <= seen * (1 + 1e-7)) p += probability;
  }
  return Math.min(1, p);
}

/** Wilson's score interval (1927) of one share. */
function wilson({ successes, n }: Share, z: number): Interval {
  const share = successes / n;
  const centre = (share + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const reach =
    (z / (1 + (z * z) / n)) * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  return { low: Math.max(0, centre - reach), high: Math.min(1, centre + reach) };
}

/**
 * Interval of the difference b - a of two independent shares, between -1 and 1: Newcombe's hybrid score interval (1998, method 10),
 * which behaves at 0 % and 100 % where the usual one has no width. Undefined without attempts on a side.
 */
export function differenceOfShares(
  a: Share,
  b: Share,
  confidence = CONFIDENCE,
): Interval | undefined {
  check(a);
  check(b);
  if (a.n === 0 || b.n === 0) return undefined;
  const z = normalQuantile(1 - (1 - confidence) / 2);
  const [pa, pb] = [a.successes / a.n, b.successes / b.n];
  const [wa, wb] = [wilson(a, z), wilson(b, z)];
  const difference = pb - pa;
  return {
    low: difference - Math.hypot(pb - wb.low, wa.high - pa),
    high: difference + Math.hypot(wb.high - pb, pa - wa.low),
  };
}
