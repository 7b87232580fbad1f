import { CATEGORIES } from "../core/report.ts";
import type { Category, Comparison, RankInterval, TargetReport } from "../core/report.ts";
import { holmFloor } from "../statistics/holm.ts";
import { rankIntervals } from "../statistics/rank-intervals.ts";
import type { Win } from "../statistics/rank-intervals.ts";
import type { Cell } from "./attempts.ts";
import { comparePairs, entrantOf, missingShare, pairsOf } from "./compare.ts";
import type { Entrant } from "./compare.ts";
import { contestOf } from "./contests.ts";
import type { Contest, Terms } from "./contests.ts";
import { oddLengths } from "./lengths.ts";
import type { OddLength } from "./lengths.ts";
import { isRankable } from "./reliability.ts";

/** What came of one category at one size. */
export interface Ranking {
  readonly category: Category;
  readonly name: string;
  readonly size: Cell["size"];
  readonly ranks: ReadonlyMap<string, RankInterval>;
  readonly crowned?: string;
  readonly comparisons: readonly Comparison[];
  /** Targets with too few usable blocks to take part, with how many they have. */
  readonly short: ReadonlyMap<string, number>;
  /** Fewest blocks with which so many targets could be told apart; where nobody has them, there are no ranks. */
  readonly floor: number;
  readonly isUnderpowered: boolean;
  /** Share of blocks that the worst pair lacks. */
  readonly missing: number;
}

const usableBlocks = ({ blocks }: Entrant): number => blocks.size;

/** A target with nothing but failures is no contestant: there is no value to give it a place by. */
const hasValue = ({ blocks }: Entrant, { better }: Contest): boolean =>
  [...blocks.values()].some(
    ({ observation: { value, censored } }) =>
      !censored && Number.isFinite(value) && (better === "lower" || value > 0),
  );

/**
 * Those with enough blocks for an exact test under Holm to separate anybody. One target with few must not take the ranks from all,
 * so it leaves by itself; when all have too few, all stay and nobody is ranked.
 */
function enoughBlocks(entrants: readonly Entrant[]): {
  readonly able: readonly Entrant[];
  readonly floor: number;
} {
  const floor = holmFloor(entrants.length);
  const able = entrants.filter((entrant) => usableBlocks(entrant) >= floor);
  if (able.length === 0 || able.length === entrants.length) return { able, floor };
  return enoughBlocks(able);
}

function winsOf(comparisons: readonly Comparison[], places: ReadonlyMap<string, number>): Win[] {
  return comparisons.flatMap(({ a, b, verdict }): Win[] => {
    const [first, second] = [places.get(a)!, places.get(b)!];
    if (verdict === "tie") return [];
    return [verdict === "better" ? [first, second] : [second, first]];
  });
}

function rankBy(
  category: Category,
  contest: Contest,
  size: Cell["size"],
  cells: readonly Cell[],
): Ranking {
  const entrants = cells
    .map((cell) => entrantOf(cell, contest))
    .filter((entrant) => hasValue(entrant, contest));
  const { able, floor } = enoughBlocks(entrants);
  const pairs = pairsOf(able, contest);
  const comparisons = comparePairs(pairs, category, size, contest);
  const places = new Map(able.map(({ id }, index) => [id, index]));
  const intervals = rankIntervals(able.length, winsOf(comparisons, places));
  const ranks = new Map(able.map(({ id }, index) => [id, intervals[index]!]));
  const first = able.find((_, index) => intervals[index]?.to === 1)?.id;
  return {
    category,
    name: contest.name,
    size,
    ranks,
    ...(able.length > 1 && first !== undefined ? { crowned: first } : {}),
    comparisons,
    short: new Map(
      entrants
        .filter((entrant) => !able.includes(entrant))
        .map((entrant) => [entrant.id, usableBlocks(entrant)]),
    ),
    floor,
    isUnderpowered: able.length === 0 && entrants.length > 1,
    missing: Math.max(0, ...pairs.map(missingShare)),
  };
}

/** The rankings of one size, and who does not take part in that of end-to-end time. */
export interface SizeRanking {
  readonly rankings: readonly Ranking[];
  readonly odd: ReadonlyMap<string, OddLength>;
}

/**
 * Ranks the targets of one size in every category in which there is anything to rank. `cells` and `outcomes` are in the same
 * order. Not ranked are targets that were mostly refused or failing, answers of another length for end-to-end time, and everybody
 * when our own client was too slow to tell.
 */
export function rankSize(
  cells: readonly Cell[],
  outcomes: readonly TargetReport["attempts"][],
  terms: Terms,
): SizeRanking {
  const [cell] = cells;
  if (cell === undefined || terms.calibration?.verdict === "saturated") {
    return { rankings: [], odd: new Map() };
  }
  const rankable = cells.filter((_, index) => isRankable(outcomes[index]!));
  const odd = oddLengths(rankable, terms.basis);
  const rankings = CATEGORIES.flatMap((category) => {
    const contest = contestOf(category, terms);
    if (contest === undefined) return [];
    const taking = rankable.filter(({ target }) => category !== "e2e" || !odd.has(target.id));
    return [rankBy(category, contest, cell.size, taking)];
  });
  return { rankings, odd };
}
