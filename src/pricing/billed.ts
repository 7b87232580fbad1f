import type { Sample } from "../core/sample.ts";
import type { BilledTokens } from "./cost.ts";

/** What a request is billed for, and whether a part of that is our own estimate. */
export interface Billed {
  readonly tokens: BilledTokens;
  readonly estimated: boolean;
}

/** About as many characters go into one token of English; only used where neither the provider nor a tokenizer counted. */
const CHARS_PER_TOKEN = 4;

const isSuccess = (status: number): boolean => status >= 200 && status < 300;

/**
 * The tokens that an attempt is billed for; undefined for one that is not billed at all, since the provider refused it or was never
 * reached. A stream that broke off, or that we left, is billed for what had been made: by the provider's count where it came,
 * else by the prompt and the text that arrived, as an estimate. So is an attempt that timed out before any answer: the prompt
 * may well have been read.
 *
 * `promptTokens` is the size of the prompt by our own count.
 */
export function billed(sample: Sample, promptTokens: number): Billed | undefined {
  const { tokens, failure, httpStatus, reads } = sample;
  const isRefused = httpStatus !== undefined && !isSuccess(httpStatus);
  const isUnreached = httpStatus === undefined && failure?.kind === "network";
  if (failure !== undefined && (isRefused || isUnreached)) return undefined;
  const chars = reads.reduce(
    (sum, [, , , answer, reasoning, tool]) => sum + answer + reasoning + tool,
    0,
  );
  const { cached, cacheWrite, reasoning } = tokens;
  return {
    tokens: {
      input: tokens.input ?? promptTokens,
      output: tokens.output ?? tokens.o200k ?? Math.ceil(chars / CHARS_PER_TOKEN),
      cached,
      cacheWrite,
      reasoning,
    },
    estimated:
      tokens.input === undefined || tokens.output === undefined || tokens.source === "estimate",
  };
}
