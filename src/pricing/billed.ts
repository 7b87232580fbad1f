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
 * Whether the provider took a request up, and bills it: not where it refused it (a rate limit, an error in place of an answer) or was
 * never reached.
 */
export function isTakenUp({ failure, httpStatus }: Sample): boolean {
  if (failure === undefined) return true;
  return httpStatus === undefined ? failure.kind !== "network" : isSuccess(httpStatus);
}

/**
 * The tokens that an attempt is billed for, by the count that the provider bills where it tells one; undefined for one that was not taken up. A stream that broke off, or that we left, is billed for what had been made: by the provider's count where it came,
 * else by the prompt and the text that arrived, as an estimate. So is an attempt that timed out before any answer: the prompt
 * may well have been read.
 *
 * `promptTokens` is the size of the prompt by our own count.
 */
export function billed(sample: Sample, promptTokens: number): Billed | undefined {
  if (!isTakenUp(sample)) return undefined;
  const { tokens, reads } = sample;
  const chars = reads.reduce(
    (sum, [, , , answer, reasoning, tool]) => sum + answer + reasoning + tool,
    0,
  );
  const { cached, cacheWrite, reasoning, billedInput, billedOutput } = tokens;
  return {
    tokens: {
      input: billedInput ?? tokens.input ?? promptTokens,
      output: billedOutput ?? tokens.output ?? tokens.o200k ?? Math.ceil(chars / CHARS_PER_TOKEN),
      // What came from a cache is a part of what was read, and perhaps not of what is billed.
      cached: billedInput === undefined ? cached : undefined,
      cacheWrite,
      reasoning,
    },
    estimated:
      tokens.input === undefined || tokens.output === undefined || tokens.source === "estimate",
  };
}
