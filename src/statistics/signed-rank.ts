import { normalCdf } from "./normal.ts";
import { midRanks } from "./ranks.ts";
import { LARGEST_EXACT, signedSumCounts } from "./signed-rank-distribution.ts";

/** What Wilcoxon's signed-rank test found. */
export interface SignedRank {
  /** Sum of the ranks of the positive, and of the negative differences. */
  readonly plus: number;
  readonly minus: number;
  /** Two-sided. 1 when no difference is other than zero. */
  readonly p: number;
  readonly method: "exact" | "normal";
}

/** P(sum of plus ranks <= smaller), counted out over the signs given the ranks, ties included. */
function exactTail(ranks: readonly number[], smaller: number): number {
  const counts = signedSumCounts(ranks.map((rank) => rank * 2));
  let tail = 0;
  for (let sum = 0; sum <= smaller * 2; sum++) tail += counts[sum]!;
  return tail / 2 ** ranks.length;
}

/** With correction for continuity; the variance as a sum of squared ranks already holds the corrections for ties and zeros. */
function normalTail(ranks: readonly number[], smaller: number): number {
  const mean = ranks.reduce((sum, rank) => sum + rank, 0) / 2;
  const variance = ranks.reduce((sum, rank) => sum + rank * rank, 0) / 4;
  return normalCdf(Math.min(0, smaller - mean + 0.5) / Math.sqrt(variance));
}

/**
 * Wilcoxon's signed-rank test that differences are symmetric about zero (Wilcoxon 1945). Zeros take part in the ranking and are
 * then left out (Pratt 1959); equal sizes share mid-ranks; an infinite difference is larger than any number and ties with
 * other infinite ones. Exact for up to 50 differences that are not zero, else normal. Throws a RangeError for NaN.
 */
export function signedRank(differences: readonly number[]): SignedRank {
  const ranks = midRanks(differences.map(Math.abs));
  const kept: number[] = [];
  let plus = 0;
  let minus = 0;
  for (const [index, difference] of differences.entries()) {
    const rank = ranks[index]!;
    if (difference === 0) continue;
    kept.push(rank);
    if (difference > 0) plus += rank;
    else minus += rank;
  }
  const method = kept.length <= LARGEST_EXACT ? "exact" : "normal";
  const tail = method === "exact" ? exactTail : normalTail;
  return { plus, minus, p: Math.min(1, 2 * tail(kept, Math.min(plus, minus))), method };
}
