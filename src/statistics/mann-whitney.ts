import { normalCdf } from "./normal.ts";
import { LARGEST_EXACT_TOTAL, mannWhitneyCdf, subsetSumCounts } from "./rank-sum-distribution.ts";
import { midRanks } from "./ranks.ts";

/** What the Mann–Whitney test of two independent samples found. */
export interface MannWhitney {
  /** Pairs (a, b) in which b is the larger, ties as halves. */
  readonly u: number;
  /** Of "b tends to be larger", and of "b tends to be smaller": one-sided. */
  readonly pLarger: number;
  readonly pSmaller: number;
  /** Two-sided: twice the smaller of them, at most 1. */
  readonly p: number;
  readonly method: "exact" | "normal";
}

interface Tails {
  readonly pLarger: number;
  readonly pSmaller: number;
}

/** Without ties there is one distribution for all samples of these sizes, and it is kept. */
function untiedTails(m: number, n: number, u: number): Tails {
  const cdf = mannWhitneyCdf(m, n);
  // The distribution is symmetric, so a tail from above is one from below.
  return { pLarger: cdf[m * n - u] ?? 1, pSmaller: cdf[u] ?? 1 };
}

/** Counted out over all ways to hand the ranks out, ties included. */
function exactTails(ranks: readonly number[], size: number, rankSum: number): Tails {
  if (new Set(ranks).size === ranks.length) {
    return untiedTails(ranks.length - size, size, rankSum - (size * (size + 1)) / 2);
  }
  const counts = subsetSumCounts(
    ranks.map((rank) => rank * 2),
    size,
  );
  const observed = Math.round(rankSum * 2);
  const total = counts.reduce((sum, count) => sum + count, 0);
  const upTo = counts.subarray(0, observed + 1).reduce((sum, count) => sum + count, 0);
  const from = counts.subarray(observed).reduce((sum, count) => sum + count, 0);
  return { pLarger: from / total, pSmaller: upTo / total };
}

/**
 * With correction for continuity; the variance is that of a sum of ranks drawn without replacement, so ties are corrected for.
 * `inflation` is how many times as much the statistic varies because neighbours in time are alike.
 */
function normalTails(
  ranks: readonly number[],
  size: number,
  rankSum: number,
  inflation: number,
): Tails {
  const total = ranks.length;
  const centre = (total + 1) / 2;
  const spread = ranks.reduce((sum, rank) => sum + (rank - centre) ** 2, 0);
  const variance = (inflation * size * (total - size) * spread) / (total * (total - 1));
  if (!(variance > 0)) return { pLarger: 1, pSmaller: 1 };
  const excess = rankSum - size * centre;
  const deviation = Math.sqrt(variance);
  return {
    pLarger: normalCdf((0.5 - excess) / deviation),
    pSmaller: normalCdf((0.5 + excess) / deviation),
  };
}

/**
 * Mann–Whitney test (Wilcoxon's rank-sum test) that two independent samples come from one distribution; exact for up to 60 values of
 * both, ties included, else normal. An infinite value is larger than any number and ties with other infinite ones. `inflation`
 * above 1 (see `rankSumInflation`) makes p the larger of this and of the normal one with that much more variance. p is 1 when one
 * of the samples is empty. Throws a RangeError for NaN. Mann & Whitney (1947); Hollander, Wolfe & Chicken (2014), 4.1.
 */
export function mannWhitney(
  a: readonly number[],
  b: readonly number[],
  inflation = 1,
): MannWhitney {
  const ranks = midRanks([...a, ...b]);
  if (a.length === 0 || b.length === 0) {
    return { u: 0, pLarger: 1, pSmaller: 1, p: 1, method: "exact" };
  }
  const rankSum = ranks.slice(a.length).reduce((sum, rank) => sum + rank, 0);
  const method = ranks.length <= LARGEST_EXACT_TOTAL ? "exact" : "normal";
  const plain =
    method === "exact"
      ? exactTails(ranks, b.length, rankSum)
      : normalTails(ranks, b.length, rankSum, 1);
  const wide = inflation > 1 ? normalTails(ranks, b.length, rankSum, inflation) : plain;
  const pLarger = Math.min(1, Math.max(plain.pLarger, wide.pLarger));
  const pSmaller = Math.min(1, Math.max(plain.pSmaller, wide.pSmaller));
  return {
    u: rankSum - (b.length * (b.length + 1)) / 2,
    pLarger,
    pSmaller,
    p: Math.min(1, 2 * Math.min(pLarger, pSmaller)),
    method,
  };
}

/**
 * How many times as much the statistic varies when samples of m and n values carry the information of only mEffective and
 * nEffective independent ones. Var(U / mn) = (m + n + 1) / 12mn.
 */
export const rankSumInflation = (
  m: number,
  n: number,
  mEffective: number,
  nEffective: number,
): number =>
  Math.max(
    1,
    (((mEffective + nEffective + 1) / (m + n + 1)) * (m * n)) / (mEffective * nEffective),
  );
