/** Counts the o200k_base tokens of a text. Never throws; special tokens such as `<|endoftext|>` count as plain text. */
export type CountTokens = (text: string) => number;

/**
 * Longest run that is given to the tokenizer in one piece. Its time grows with the square of a run without blanks (100,000 letters:
 * seconds), and the runs of real text are far shorter.
 */
const LONGEST_RUN = 256;

/** Runs that the tokenizer would not cut by itself: letters, signs, blanks. Digits it cuts by three. */
const LONG_RUNS = new RegExp(
  ["[\\p{L}\\p{M}]", "[^\\s\\p{L}\\p{N}]", "\\s"]
    .map((kind) => `${kind}{${LONGEST_RUN + 1},}`)
    .join("|"),
  "gu",
);

/**
 * Loads the tokenizer: about half a second and 2 MB of ranks, so only when a run is over. Half a surrogate pair counts as
 * U+FFFD, the way it would be sent.
 */
export async function loadTokenizer(): Promise<CountTokens> {
  const { countTokens } = await import("gpt-tokenizer/encoding/o200k_base");
  const plain = { allowedSpecial: new Set<string>(), disallowedSpecial: new Set<string>() };
  return (text) => {
    let tokens = 0;
    for (const piece of pieces(text.toWellFormed())) tokens += countTokens(piece, plain);
    return tokens;
  };
}

/** The text itself, or cut inside of its long runs: at most one token too many for every cut. */
function* pieces(text: string): Generator<string> {
  let at = 0;
  for (const run of text.matchAll(LONG_RUNS)) {
    const end = run.index + run[0].length;
    for (let cut = run.index + LONGEST_RUN; cut < end; cut = at + LONGEST_RUN) {
      // Never between the halves of a surrogate pair.
      const low = text.charCodeAt(cut);
      const next = low >= 0xdc00 && low <= 0xdfff ? cut + 1 : cut;
      yield text.slice(at, next);
      at = next;
    }
  }
  if (at < text.length) yield text.slice(at);
}
