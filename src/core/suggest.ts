import { distance } from "fastest-levenshtein";

/**
 * The candidate that somebody who typed `word` most likely meant; undefined when none comes close. Case does not count. One edit is
 * allowed in words of three to six letters and one more for each four beyond, at most three; two letters that changed places are one
 * edit. A beginning of at least three letters is enough, too.
 */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const typed = word.toLowerCase();
  let best: string | undefined;
  let fewest = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const edits = editsBetween(typed, candidate.toLowerCase());
    if (edits < fewest) {
      fewest = edits;
      best = candidate;
    }
  }
  if (best === undefined) return undefined;
  const allowed = Math.min(3, Math.floor((Math.max(typed.length, best.length) + 1) / 4));
  if (fewest <= allowed) return best;
  if (typed.length < 3) return undefined;
  return candidates.find((candidate) => candidate.toLowerCase().startsWith(typed));
}

/** Levenshtein's distance, or one more than that of `typed` with two neighbours swapped. */
function editsBetween(typed: string, candidate: string): number {
  let fewest = distance(typed, candidate);
  // Swapping back what was swapped saves one edit at most.
  for (let at = 1; at < typed.length && fewest > 1; at++) {
    const swapped = typed.slice(0, at - 1) + typed[at]! + typed[at - 1]! + typed.slice(at + 1);
    fewest = Math.min(fewest, 1 + distance(swapped, candidate));
  }
  return fewest;
}
