import { median } from "../statistics/quantile.ts";
import { sorted } from "../statistics/sorted.ts";
import type { Attempt, Cell } from "./attempts.ts";
import type { Evidence, Rule, Rules } from "./evidence.ts";
import { among } from "./label-words.ts";
import type { Finding } from "./label-words.ts";
import { isSameModel } from "./model-identity.ts";
import { hidesReasoning, visibleTokens } from "./token-basis.ts";

/** Answers shorter than this share of the cap that did not end by it. */
const EARLY = 0.9;
const MANY_EARLY = 0.1;
/** AIPerf's threshold for a difference between counted and claimed tokens. */
const LARGEST_DISCREPANCY = 0.1;

const counting =
  (
    is: (attempt: Attempt) => boolean,
    effect: Finding["effect"],
    say: (count: number, total: number) => string,
  ): Rule =>
  ({ ok }) => {
    const count = ok.filter(is).length;
    return count === 0 ? undefined : { effect, text: say(count, ok.length), value: count };
  };

/** Tokens that the provider counts for one o200k token of the same text, in the median. */
function exchangeRate({ counted }: Cell): number | undefined {
  const rates = counted.flatMap(({ sample }) => {
    const { o200k, source } = sample.tokens;
    const native = visibleTokens(sample, "native");
    if (sample.status === "failed" || source === "estimate") return [];
    return o200k === undefined || o200k === 0 || native === undefined ? [] : [native / o200k];
  });
  return median(sorted(rates));
}

/** The same of everybody who runs this model, the target itself included. */
function usualRate({ cell, peers }: Evidence): number | undefined {
  const rates = peers
    .filter(({ target }) => isSameModel(target.model, cell.target.model))
    .flatMap((peer) => exchangeRate(peer) ?? []);
  return rates.length < 2 ? undefined : median(sorted(rates));
}

/** How tokens were counted, and how many there were. */
export const TOKEN_RULES = {
  "usage-discrepancy": (evidence) => {
    const rate = exchangeRate(evidence.cell);
    const usual = usualRate(evidence);
    if (rate === undefined || usual === undefined) return undefined;
    if (Math.abs(rate / usual - 1) <= LARGEST_DISCREPANCY) return undefined;
    return {
      effect: "warn",
      text: `counts ${rate.toFixed(2)} tokens where o200k_base counts one, others with this model ${usual.toFixed(2)}: ${evidence.basis === "native" ? "its speed is in other tokens" : "its bill is in other tokens"}`,
      value: rate / usual,
    };
  },
  "early-stop": ({ ok, cell, plan }) => {
    const cap = plan.sizes.find(({ size }) => size === cell.size)?.maxOutputTokens;
    // Prompts of one's own are meant to be answered in full.
    if (cap === undefined || cell.size === "file") return undefined;
    const early = ok.filter(({ sample: { finishReason, tokens } }) => {
      const length = tokens.output ?? tokens.o200k;
      return finishReason !== "length" && length !== undefined && length < EARLY * cap;
    }).length;
    if (early <= MANY_EARLY * ok.length) return undefined;
    const filtered = ok.filter(({ sample }) => sample.finishReason === "content-filter").length;
    const why = filtered === 0 ? "" : `, ${filtered} of them stopped by the provider's filter`;
    return {
      effect: "warn",
      text: `${among(early, ok.length, "answer")} ended by themselves before the cap of ${cap} tokens${why}`,
      value: early,
    };
  },
  "reasoning-cut": counting(
    ({ sample }) => sample.ttfatMs === undefined && sample.firstToolCallMs === undefined,
    "warn",
    (count, total) =>
      `${among(count, total, "answer")} never began: the cap came while it was still reasoning (raise --max-tokens)`,
  ),
  "reasoning-hidden": counting(
    ({ sample }) => hidesReasoning(sample),
    "warn",
    (count, total) =>
      `${among(count, total, "answer")} held reasoning that was not streamed: it counts in TTFT, not in the speed`,
  ),
  "tokens-estimated": counting(
    ({ sample: { tokens } }) => tokens.source === undefined || tokens.source === "estimate",
    "warn",
    (count, total) =>
      `the provider gave no token counts for ${among(count, total, "request")}: counted with o200k_base`,
  ),
} as const satisfies Rules;
