import type { Sample, SampleText, Tokens } from "../core/sample.ts";
import type { CountTokens } from "./tokenizer.ts";

/**
 * A sample with its tokens completed from its text: o200k_base tokens of all visible text and of the first text-bearing read, and,
 * where the provider gave no output count, that count as an estimate. Without text nothing is added: an attempt that gave nothing
 * has no count, not 0. Hidden reasoning cannot be estimated and is missing from an estimated output.
 */
export function completeTokens(sample: Sample, text: SampleText, count: CountTokens): Sample {
  if (text.all === "") return sample;
  const o200k = count(text.all);
  const tokens: Tokens = {
    ...sample.tokens,
    o200k,
    ...(text.firstRead === "" ? {} : { o200kFirstRead: count(text.firstRead) }),
    ...(sample.tokens.output === undefined ? { output: o200k, source: "estimate" as const } : {}),
  };
  return { ...sample, tokens };
}
