import { midRanks } from "./ranks.ts";
import { studentTwoSided } from "./student.ts";

/** Rank correlation and its two-sided p-value. */
export interface RankCorrelation {
  readonly rho: number;
  readonly p: number;
}

/** 2/n!: no order of n values is less likely than this. Twice, because of the two directions. */
function smallestP(n: number): number {
  let p = 2;
  for (let factor = 2; factor <= n && p > 0; factor++) p /= factor;
  return p;
}

/**
 * Spearman's rank correlation of two equally long lists: Pearson's on mid-ranks (Spearman 1904). p by Student's t with n - 2
 * degrees of freedom, as R and SciPy do, but never below 2/n!, which the approximation forgets when ρ is ±1. For the drift check
 * give block numbers and values. Undefined for fewer than 3 pairs or when a list is constant.
 */
export function spearman(
  xs: readonly number[],
  ys: readonly number[],
): RankCorrelation | undefined {
  if (xs.length !== ys.length) throw new RangeError(`${xs.length} values against ${ys.length}`);
  const n = xs.length;
  if (n < 3) return undefined;
  const rankedX = midRanks(xs);
  const rankedY = midRanks(ys);
  // The mean of ranks is (n+1)/2 with or without ties.
  const centre = (n + 1) / 2;
  let products = 0;
  let squaresX = 0;
  let squaresY = 0;
  for (const [index, rankX] of rankedX.entries()) {
    const rankY = rankedY[index]!;
    products += (rankX - centre) * (rankY - centre);
    squaresX += (rankX - centre) ** 2;
    squaresY += (rankY - centre) ** 2;
  }
  if (squaresX === 0 || squaresY === 0) return undefined;
  const rho = Math.max(-1, Math.min(1, products / Math.sqrt(squaresX * squaresY)));
  const t = rho * Math.sqrt((n - 2) / ((1 - rho) * (1 + rho)));
  return { rho, p: Math.max(smallestP(n), studentTwoSided(t, n - 2)) };
}
