import { describe } from "./describe.ts";
import { effectiveSizeOfDifferences } from "./effective-size.ts";
import { pullInDifferences } from "./infinities.ts";
import { signedRank } from "./signed-rank.ts";
import { studentTwoSided } from "./student.ts";

/** Whether one of two targets is better, judged from their differences block by block. */
export interface PairedTest {
  readonly n: number;
  readonly nEffective: number;
  /** Two-sided, not yet adjusted for the number of pairs. */
  readonly p: number;
  /** Which p-value it is: that of the signed-rank test (exact or normal), or of the t-test on fewer effective blocks. */
  readonly method: "exact" | "normal" | "student";
}

/** p of a t-test of mean 0 with `nEffective` independent values; 1 when that is too few to tell anything. */
function studentP(differences: readonly number[], nEffective: number): number {
  const description = describe(pullInDifferences(differences));
  if (description?.stddev === undefined || nEffective < 2) return 1;
  const { mean, stddev } = description;
  return studentTwoSided((mean / stddev) * Math.sqrt(nEffective), nEffective - 1);
}

/**
 * Signed-rank test of paired log-ratios in the order of blocks. Where these are significantly autocorrelated the blocks are not
 * as many witnesses as they seem: p is then the larger of this test's and of a t-test with the effective number of blocks.
 * It is never smaller than that of the signed-rank test. Throws a RangeError for NaN.
 */
export function pairedTest(differences: readonly number[]): PairedTest {
  const n = differences.length;
  const { p, method } = signedRank(differences);
  const { nEffective } = effectiveSizeOfDifferences(differences);
  const student = nEffective < n ? studentP(differences, nEffective) : 0;
  return student > p
    ? { n, nEffective, p: student, method: "student" }
    : { n, nEffective, p, method };
}
