import { compact } from "../core/compact.ts";
import type { Category, Comparison, ReportedInterval } from "../core/report.ts";
import { hodgesLehmann, hodgesLehmannInterval } from "../statistics/hodges-lehmann.ts";
import { holmAdjust } from "../statistics/holm.ts";
import { pullInDifferences } from "../statistics/infinities.ts";
import type { Interval } from "../statistics/interval.ts";
import { logRatio } from "../statistics/log-ratio.ts";
import { minimumDetectable, moreBlocksToSeparate } from "../statistics/minimum-detectable.ts";
import type { Observation } from "../statistics/observation.ts";
import { pairedTest } from "../statistics/paired-test.ts";
import { clearsMargin, practicalMargin } from "../statistics/practical-margin.ts";
import { median } from "../statistics/quantile.ts";
import { sorted } from "../statistics/sorted.ts";
import { studentInterval } from "../statistics/student-interval.ts";
import type { Attempt, Cell } from "./attempts.ts";
import type { Contest } from "./contests.ts";

const ALPHA = 0.05;

/** Share of blocks without a pair from which on nothing is concluded: what is missing may be what would have decided. */
export const TOO_MANY_MISSING = 0.3;

/** A target in one category: what it puts into each block. */
export interface Entrant {
  readonly id: string;
  readonly blocks: ReadonlyMap<number, Entry>;
  /** Blocks in which it was asked at all. */
  readonly asked: ReadonlySet<number>;
  /** Median of the times that our own error is an error of. */
  readonly measuredMs: number;
}

interface Entry {
  readonly attempt: Attempt;
  readonly observation: Observation;
}

export function entrantOf({ target, counted, attempts }: Cell, contest: Contest): Entrant {
  const entries = counted.flatMap((attempt) => {
    const observation = contest.observe(attempt);
    return observation === undefined
      ? []
      : [[attempt.sample.block, { attempt, observation }] as const];
  });
  const times = entries.flatMap(([, { attempt }]) => contest.measuredMs(attempt) ?? []);
  return {
    id: target.id,
    blocks: new Map(entries),
    asked: new Set(attempts.map(({ sample }) => sample.block)),
    measuredMs: median(sorted(times)) ?? 0,
  };
}

/** Two targets, block by block. */
export interface Pair {
  readonly a: Entrant;
  readonly b: Entrant;
  /** ln of how many times better a was, in the order of blocks that tell. */
  readonly differences: readonly number[];
  /** Blocks in which either was asked. */
  readonly asked: number;
}

function pairUp(a: Entrant, b: Entrant, contest: Contest): Pair {
  const differences = [...a.blocks].flatMap(([block, ours]) => {
    const theirs = b.blocks.get(block);
    if (theirs === undefined) return [];
    if (contest.areComparable?.(ours.attempt, theirs.attempt) === false) return [];
    // A cost of b over that of a, or a speed of a over that of b: positive where a is the better.
    const [over, under] =
      contest.better === "lower"
        ? [theirs.observation, ours.observation]
        : [ours.observation, theirs.observation];
    return logRatio(over, under) ?? [];
  });
  return { a, b, differences, asked: a.asked.union(b.asked).size };
}

/** All pairs, the earlier target of the plan first. */
export const pairsOf = (entrants: readonly Entrant[], contest: Contest): Pair[] =>
  entrants.flatMap((a, index) => entrants.slice(index + 1).map((b) => pairUp(a, b, contest)));

/** Share of the blocks that give nothing to compare. */
export const missingShare = ({ differences, asked }: Pair): number =>
  asked === 0 ? 1 : 1 - differences.length / asked;

/** A ratio without a bound is none of JSON's numbers. */
const reported = (ratio: Interval): ReportedInterval => [
  ratio.low > 0 ? ratio.low : null,
  Number.isFinite(ratio.high) ? ratio.high : null,
];

function verdictOf(ratio: Interval | undefined, margin: number): Comparison["verdict"] {
  if (ratio === undefined || !clearsMargin(ratio, margin)) return "tie";
  return ratio.low > 1 ? "better" : "worse";
}

/**
 * Compares the pairs of one category and size (`docs/methodology.md`): signed-rank test on log-ratios within blocks, Holm over all
 * pairs given, Hodges–Lehmann ratio with its interval, practical margin. `ratio` is finite even where a failure makes a difference
 * infinite: such a one then counts like the largest that was measured; the interval says by a null what is not bounded.
 */
export function comparePairs(
  pairs: readonly Pair[],
  category: Category,
  size: Comparison["size"],
  contest: Contest,
): Comparison[] {
  const tests = pairs.map(({ differences }) => pairedTest(differences));
  const adjusted = holmAdjust(tests.map(({ p }) => p));
  return pairs.map((pair, index): Comparison => {
    const { a, b, differences } = pair;
    const { p, nEffective } = tests[index]!;
    const pAdjusted = adjusted[index]!;
    const typical = hodgesLehmann(differences) ?? 0;
    const finite = Number.isFinite(typical)
      ? typical
      : (hodgesLehmann(pullInDifferences(differences)) ?? 0);
    const logs =
      hodgesLehmannInterval(differences, nEffective) ??
      (nEffective < differences.length ? studentInterval(differences, nEffective) : undefined);
    const interval =
      logs === undefined ? undefined : { low: Math.exp(logs.low), high: Math.exp(logs.high) };
    const margin = practicalMargin(contest.ownErrorMs, Math.min(a.measuredMs, b.measuredMs));
    const verdict =
      pAdjusted <= ALPHA && missingShare(pair) <= TOO_MANY_MISSING
        ? verdictOf(interval, margin)
        : "tie";
    return compact({
      category,
      size,
      a: a.id,
      b: b.id,
      blocks: differences.length,
      ratio: Math.exp(finite),
      interval: interval === undefined ? null : reported(interval),
      p,
      pAdjusted,
      verdict,
      margin,
      detectable: minimumDetectable(differences, pairs.length),
      moreBlocks:
        verdict === "tie" ? moreBlocksToSeparate(differences, pairs.length, margin) : undefined,
    });
  });
}
