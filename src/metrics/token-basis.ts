import type { Target } from "../core/plan.ts";
import type { Sample } from "../core/sample.ts";

/**
 * Whose tokens the output speed counts: the provider's own (`native`), which are the same unit for everybody who runs the same
 * model, or o200k_base tokens of the visible text, when models with different tokenizers race each other.
 */
export type TokenBasis = "native" | "o200k";

/** `openai/gpt-oss-120b`, `accounts/fireworks/models/gpt-oss-120b` and `gpt-oss:120b` are one model. */
const family = (model: string): string =>
  (model.split("/").at(-1) ?? model).toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");

export function tokenBasis(targets: readonly Target[]): TokenBasis {
  return new Set(targets.map(({ model }) => family(model))).size <= 1 ? "native" : "o200k";
}

const streamedReasoning = (sample: Sample): boolean => sample.reads.some((row) => row[4] > 0);

/**
 * Output tokens that were seen on the wire. Reasoning that was billed but not streamed does not count: it never was in the visible
 * window, and dividing it by that window would invent speed. Undefined when nobody counted.
 */
export function visibleTokens(sample: Sample, basis: TokenBasis): number | undefined {
  const { output, reasoning, o200k } = sample.tokens;
  if (basis === "o200k") return o200k ?? output;
  if (output === undefined) return o200k;
  return streamedReasoning(sample) ? output : Math.max(0, output - (reasoning ?? 0));
}

/**
 * The share of the visible text that came with the first text-bearing read, 0 to 1: by o200k tokens where they were counted, else
 * by characters. Undefined without text.
 */
export function firstReadShare(sample: Sample): number | undefined {
  const { o200k, o200kFirstRead } = sample.tokens;
  if (o200k !== undefined && o200kFirstRead !== undefined && o200k > 0) {
    return Math.min(1, o200kFirstRead / o200k);
  }
  const chars = sample.reads.map(([, , , answer, reasoning, tool]) => answer + reasoning + tool);
  const first = chars.find((count) => count > 0);
  return first === undefined ? undefined : first / chars.reduce((sum, count) => sum + count, 0);
}
