/** The places, from 1, that a contestant may hold. A sole first is `{ from: 1, to: 1 }`. */
export interface RankInterval {
  readonly from: number;
  readonly to: number;
}

/** A pair that was separated: indices of the better and of the worse contestant. */
export type Win = readonly [better: number, worse: number];

/**
 * Rank interval of each of `count` contestants from the pairs that were separated: [1 + how many are better, count - how many are
 * worse]. Simultaneous at the level of the pairs when these were tested together under Holm. Al Mohamad, Goeman & van Zwet (2017),
 * arXiv 1708.02729. Nobody separated: everybody has [1, count].
 */
export function rankIntervals(count: number, wins: readonly Win[]): RankInterval[] {
  const intervals = Array.from({ length: count }, () => ({ from: 1, to: count }));
  const seen = new Set<number>();
  for (const [better, worse] of wins) {
    const up = intervals[better];
    const down = intervals[worse];
    const pair = Math.min(better, worse) * count + Math.max(better, worse);
    if (up === undefined || down === undefined || up === down || seen.has(pair)) {
      throw new RangeError(`${better} over ${worse} is no new pair among ${count} contestants`);
    }
    seen.add(pair);
    up.to--;
    down.from++;
  }
  return intervals;
}
