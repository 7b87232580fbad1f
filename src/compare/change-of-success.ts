import type { ChangeSide } from "../core/run-comparison.ts";
import { successShare } from "../metrics/reliability.ts";
import { differenceOfShares, fisherExact } from "../statistics/two-shares.ts";
import type { Share } from "../statistics/two-shares.ts";
import { nothing } from "./draft.ts";
import type { Draft } from "./draft.ts";
import type { Sides } from "./sides.ts";

const sideOf = ({ successes, n }: Share): ChangeSide => ({
  value: n === 0 ? null : successes / n,
  n,
});

/** 1 / C(a + b, a) is as unlikely as a table can be: all succeed here, none there. */
function smallestP(a: number, b: number): number {
  return fisherExact({ successes: a, n: a }, { successes: 0, n: b });
}

/** What changed in how often a target answers: Fisher's exact test, and Newcombe's interval of the difference. No margin: every failure counts. */
export function changeOfSuccess({ base, next }: Sides): Draft {
  const [a, b] = [successShare(base.cell), successShare(next.cell)];
  const interval = differenceOfShares(a, b);
  if (interval === undefined) {
    const empty = a.n === 0 ? "the base run" : "the new run";
    return nothing("success", sideOf(a), sideOf(b), `${empty} has no attempt that tells`);
  }
  const change = b.successes / b.n - a.successes / a.n;
  return {
    metric: "success",
    base: sideOf(a),
    new: sideOf(b),
    change,
    interval: [interval.low, interval.high],
    p: fisherExact(a, b),
    margin: 0,
    smallestP: smallestP(a.n, b.n),
    isBetter: change > 0,
  };
}
