import { describe } from "./describe.ts";
import { effectiveSizeOfDifferences } from "./effective-size.ts";
import { hodgesLehmann } from "./hodges-lehmann.ts";
import { pullInDifferences } from "./infinities.ts";
import { normalQuantile } from "./normal.ts";

const ALPHA = 0.05;
/** The chance to see a difference that is there. */
const POWER = 0.8;

/** (z_{1-α/2m} + z_power) · s: how large a difference must be, times √n_eff, to be seen among m comparisons. */
function reach(stddev: number, comparisons: number): number {
  return (-normalQuantile(ALPHA / 2 / comparisons) + normalQuantile(POWER)) * stddev;
}

function spread(differences: readonly number[]): number | undefined {
  return describe(pullInDifferences(differences))?.stddev;
}

/**
 * The smallest difference between two targets that this run would have seen with 80 % power, as a share: 0.17 for "17 % or
 * more". exp((z_{1-α/2m} + z_{0.8}) s / √n_eff) - 1, with α = 5 % shared by the m pairs that are compared; `differences` are log-ratios
 * in the order of blocks. Cohen (1988), ch. 2, for paired differences. Undefined for fewer than 2 blocks.
 */
export function minimumDetectable(
  differences: readonly number[],
  comparisons: number,
): number | undefined {
  const stddev = spread(differences);
  if (stddev === undefined) return undefined;
  const { nEffective } = effectiveSizeOfDifferences(differences);
  return Math.expm1(reach(stddev, comparisons) / Math.sqrt(nEffective));
}

/**
 * About how many more blocks would separate a pair that is a tie so far, with 80 % power, if the difference really is as large as it
 * looks now. `margin` (0.02 for 2 %) is what a difference must exceed to count. At least 1. Undefined when no number of blocks
 * would: the difference looks no larger than the margin, or there are fewer than 2 blocks.
 */
export function moreBlocksToSeparate(
  differences: readonly number[],
  comparisons: number,
  margin: number,
): number | undefined {
  const n = differences.length;
  const stddev = spread(differences);
  const typical = hodgesLehmann(pullInDifferences(differences));
  if (stddev === undefined || typical === undefined) return undefined;
  const excess = Math.abs(typical) - Math.log1p(margin);
  if (!(excess > 0)) return undefined;
  const independent = (reach(stddev, comparisons) / excess) ** 2;
  const { nEffective } = effectiveSizeOfDifferences(differences);
  return Math.max(1, Math.ceil((independent * n) / nEffective) - n);
}
