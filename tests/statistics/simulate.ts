import { randomFor } from "../../src/core/random.ts";
import { normalQuantile } from "../../src/statistics/normal.ts";

/** Seeded standard normal numbers; each next one keeps `rho` of the one before (AR(1)), 0 for independent ones. */
export function normalSeries(purpose: string): (n: number, rho?: number) => number[] {
  const random = randomFor(20_261_123, purpose);
  const draw = (): number => normalQuantile(random.uniform(1e-12, 1));
  return (n, rho = 0) => {
    let last = draw();
    return Array.from({ length: n }, () => {
      last = rho * last + Math.sqrt(1 - rho * rho) * draw();
      return last;
    });
  };
}

/** The share of `runs` in which `holds` is true; runs in which it is undefined do not count. */
export function shareOf(runs: number, holds: () => boolean | undefined): number {
  let counted = 0;
  let good = 0;
  for (let run = 0; run < runs; run++) {
    const result = holds();
    if (result === undefined) continue;
    counted++;
    if (result) good++;
  }
  return good / counted;
}
