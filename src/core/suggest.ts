import { distance } from "fastest-levenshtein";

/**
 * The candidate that somebody who typed `word` most likely meant; undefined when none comes close. Case does not count. A swap of
 * two letters counts as two edits, so two are allowed from four letters on; a beginning of at least three letters is enough, too.
 */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const typed = word.toLowerCase();
  let best: string | undefined;
  let fewest = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const edits = distance(typed, candidate.toLowerCase());
    if (edits < fewest) {
      fewest = edits;
      best = candidate;
    }
  }
  if (best === undefined) return undefined;
  const allowed = Math.min(3, Math.floor(Math.max(typed.length, best.length) / 2));
  if (fewest <= allowed) return best;
  if (typed.length < 3) return undefined;
  return candidates.find((candidate) => candidate.toLowerCase().startsWith(typed));
}
