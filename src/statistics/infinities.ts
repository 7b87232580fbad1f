import { sorted } from "./sorted.ts";

const finite = (values: readonly number[]): number[] => values.filter(Number.isFinite);

/**
 * Puts every infinite value at the nearest finite one: as bad as the worst that was seen, so that sums exist and one failure
 * does not swamp them. Only for estimating how noisy or how autocorrelated a series is, never for the figure itself.
 */
export function pullInInfinities(values: readonly number[]): readonly number[] {
  const known = sorted(finite(values));
  const low = known[0] ?? -1;
  const high = known.at(-1) ?? 1;
  return values.map((value) => (Number.isFinite(value) ? value : value > 0 ? high : low));
}

/** The same for differences, whose sign must live: an infinite one gets the size of the largest finite one, or 1 without any. */
export function pullInDifferences(differences: readonly number[]): readonly number[] {
  const largest = finite(differences).reduce((size, value) => Math.max(size, Math.abs(value)), 0);
  const size = largest > 0 ? largest : 1;
  return differences.map((value) => (Number.isFinite(value) ? value : Math.sign(value) * size));
}
