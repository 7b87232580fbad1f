import { median } from "../statistics/quantile.ts";
import { sorted } from "../statistics/sorted.ts";
import type { Attempt, Cell } from "./attempts.ts";
import { visibleTokens } from "./token-basis.ts";
import type { TokenBasis } from "./token-basis.ts";

/** Mean output lengths within this share of a reference count as equal work in MLPerf's TEST09 too. */
const TOLERANCE = 0.1;

/** Median number of visible output tokens of the successful attempts; undefined when nobody counted. */
function medianLength({ counted }: Cell, basis: TokenBasis): number | undefined {
  const answered = counted.filter(({ sample }) => sample.status === "ok");
  return median(sorted(answered.flatMap(({ sample }) => visibleTokens(sample, basis) ?? [])));
}

/** A target whose answers are not as long as those of the others. */
export interface OddLength {
  readonly tokens: number;
  /** Median of the medians of all. */
  readonly usual: number;
}

/**
 * Targets whose median length is more than 10 % off the median of all, by id. The end-to-end time of a shorter answer is shorter,
 * and that is no merit, so these are not ranked by it.
 */
export function oddLengths(
  cells: readonly Cell[],
  basis: TokenBasis,
): ReadonlyMap<string, OddLength> {
  const lengths = cells.flatMap((cell) => {
    const tokens = medianLength(cell, basis);
    return tokens === undefined ? [] : [[cell.target.id, tokens] as const];
  });
  const usual = median(sorted(lengths.map(([, tokens]) => tokens)));
  if (usual === undefined) return new Map();
  return new Map(
    lengths
      .filter(([, tokens]) => Math.abs(tokens - usual) > TOLERANCE * usual)
      .map(([id, tokens]) => [id, { tokens, usual }]),
  );
}

/**
 * Whether two answers to one prompt are the same amount of work: both were cut off by the cap, or their lengths differ by at most
 * 10 %. A failure is comparable with anything, since it loses whatever its length.
 */
export function areComparable(a: Attempt, b: Attempt, basis: TokenBasis): boolean {
  if (a.sample.status === "failed" || b.sample.status === "failed") return true;
  if (a.sample.finishReason === "length" && b.sample.finishReason === "length") return true;
  const lengths = [visibleTokens(a.sample, basis), visibleTokens(b.sample, basis)] as const;
  const [first, second] = lengths;
  if (first === undefined || second === undefined) return true;
  return Math.max(first, second) <= (1 + TOLERANCE) * Math.min(first, second);
}
