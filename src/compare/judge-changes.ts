import { compact } from "../core/compact.ts";
import type { Change, ChangeVerdict } from "../core/run-comparison.ts";
import { holmAdjust } from "../statistics/holm.ts";
import { normalQuantile } from "../statistics/normal.ts";
import { sharePercent } from "../text/ratio.ts";
import type { Draft } from "./draft.ts";

const ALPHA = 0.05;
const POWER = 0.8;

/** A comparison that could only have seen half as much again is no evidence that nothing changed. */
const BLIND_FROM = 0.5;

/** A draft and what takes its verdict away, if anything does. */
export interface Open {
  readonly draft: Draft;
  readonly voided: string | undefined;
}

/** (z_{1-α/2m} + z_power) / (z_{1-α/2} + z_power): among m tests a change must be so much larger to be seen. */
const amongTests = (tests: number): number =>
  (normalQuantile(1 - ALPHA / 2 / Math.max(1, tests)) + normalQuantile(POWER)) /
  (normalQuantile(1 - ALPHA / 2) + normalQuantile(POWER));

function whyInconclusive(
  { draft, voided }: Open,
  detectable: number | undefined,
  tests: number,
): string | undefined {
  const { smallestP, base, new: next } = draft;
  if (voided !== undefined) return voided;
  if (draft.reason !== undefined) return draft.reason;
  if (smallestP * tests > ALPHA) return `too few attempts (${base.n} and ${next.n}) to tell`;
  if (detectable !== undefined && detectable > BLIND_FROM) {
    return `too noisy: only a change of ${sharePercent(detectable)} or more would have been seen`;
  }
  return undefined;
}

/**
 * Judges the changes of one metric, over all targets and sizes at once (Holm). A change needs an adjusted p of at most 0.05, which
 * already stands for "larger than the margin". No change is a tie if the comparison could have seen one, else it is inconclusive.
 */
export function judgeChanges(open: readonly Open[]): Change[] {
  const tested = open.filter(({ draft, voided }) => draft.p !== undefined && voided === undefined);
  const adjusted = holmAdjust(tested.map(({ draft }) => draft.p ?? 1));
  const adjustedOf = new Map(tested.map((one, index) => [one, adjusted[index] ?? 1]));
  return open.map((one): Change => {
    const { smallestP: _, isBetter, p, reason: __, interval, detectable: log, ...rest } = one.draft;
    const isVoid = one.voided !== undefined;
    const pAdjusted = isVoid ? undefined : adjustedOf.get(one);
    const isSeen = pAdjusted !== undefined && pAdjusted <= ALPHA;
    const detectable =
      log === undefined || isVoid ? undefined : Math.expm1(log * amongTests(tested.length));
    const reason = isSeen ? undefined : whyInconclusive(one, detectable, tested.length);
    const noChange: ChangeVerdict = reason === undefined ? "tie" : "inconclusive";
    return compact({
      ...rest,
      interval: isVoid ? null : interval,
      p: isVoid ? null : (p ?? null),
      pAdjusted: pAdjusted ?? null,
      detectable,
      verdict: isSeen ? (isBetter ? ("better" as const) : ("worse" as const)) : noChange,
      reason,
    });
  });
}
