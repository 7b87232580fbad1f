import type { Sample, SampleText, Tokens } from "../core/sample.ts";
import type { CountTokens } from "./tokenizer.ts";

/** Tokenizers cut English and code within a factor of two of each other (`docs/methodology.md`). */
const FEWEST_FOR_ONE_O200K = 0.5;
/** Of less text than this nobody can say that a count is too low. */
const ENOUGH_TO_TELL = 16;

/** A count of output that cannot hold the text that came, such as 0 or 1 for a whole answer. */
const isTooLow = (output: number, o200k: number): boolean =>
  o200k >= ENOUGH_TO_TELL && output < FEWEST_FOR_ONE_O200K * o200k;

/**
 * A sample with its tokens completed from its text: o200k_base tokens of all visible text and of the first text-bearing read, and,
 * where the provider gave no output count or one that cannot be, that count as an estimate. So it is with an input of 0: no prompt is
 * empty. Without text nothing is added: an attempt that gave nothing
 * has no count, not 0. Hidden reasoning cannot be estimated and is missing from an estimated output.
 */
export function completeTokens(sample: Sample, text: SampleText, count: CountTokens): Sample {
  if (text.all === "") return sample;
  const o200k = count(text.all);
  const { input, output, ...counted } = sample.tokens;
  const tokens: Tokens = {
    ...counted,
    ...(input === undefined || input === 0 ? {} : { input }),
    ...(output === undefined || isTooLow(output, o200k)
      ? { output: o200k, source: "estimate" as const }
      : { output }),
    o200k,
    ...(text.firstRead === "" ? {} : { o200kFirstRead: count(text.firstRead) }),
  };
  return { ...sample, tokens };
}
