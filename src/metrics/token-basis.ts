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

const streamsReasoning = ({ reads }: Sample): boolean =>
  reads.some(([, , , , reasoning]) => reasoning > 0);

/** Tokenizers differ by less than this on English text; a provider that counts more has counted what it did not send. */
const MOST_FOR_ONE_O200K = 2;

/** More tokens were billed than the text that came can hold, and nothing says what they were: reasoning, most likely. */
const countsUnseen = ({ tokens: { output, o200k } }: Sample): boolean =>
  output !== undefined && o200k !== undefined && output > MOST_FOR_ONE_O200K * o200k;

/** Whether a part of what was generated and billed was reasoning that did not come over the wire. */
export const hidesReasoning = (sample: Sample): boolean =>
  ((sample.tokens.reasoning ?? 0) > 0 && !streamsReasoning(sample)) || countsUnseen(sample);

/**
 * Output tokens that were seen on the wire. Reasoning that was billed but not streamed does not count: it never was in the visible
 * window, and dividing it by that window would invent speed. Undefined when nobody counted.
 */
export function visibleTokens(sample: Sample, basis: TokenBasis): number | undefined {
  const { output, reasoning = 0, o200k } = sample.tokens;
  if (basis === "o200k") return o200k ?? output;
  if (output === undefined) return o200k;
  const declared =
    reasoning === 0 || streamsReasoning(sample) ? output : Math.max(0, output - reasoning);
  return o200k !== undefined && declared > MOST_FOR_ONE_O200K * o200k ? o200k : declared;
}

/**
 * Output tokens that were paid for, in the unit of the run: by the provider's count, hidden reasoning included; where models differ,
 * o200k_base tokens of the text, since a dollar buys more tokens where they are cut finer. Undefined when nobody counted.
 */
export const paidTokens = (
  { tokens: { output, o200k } }: Sample,
  basis: TokenBasis,
): number | undefined => (basis === "o200k" ? (o200k ?? output) : (output ?? o200k));
