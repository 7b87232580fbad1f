import type { Rates } from "./price-file.ts";

/** Token counts of one request, as `Usage` and `Tokens` hold them: cached ones are part of `input`, reasoning is part of `output`. */
export interface BilledTokens {
  readonly input: number;
  readonly output: number;
  readonly cached?: number | undefined;
  readonly cacheWrite?: number | undefined;
  readonly reasoning?: number | undefined;
}

/** USD by what was paid for; together they are the whole. */
export interface CostParts {
  /** Input tokens that were neither read from a cache nor written to one. */
  readonly input: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
  /** Output without reasoning. */
  readonly output: number;
  readonly reasoning: number;
  readonly perRequest: number;
}

export interface RequestCost {
  readonly usd: number;
  /** Absent where only the whole is known: the provider said what it charged. */
  readonly parts?: CostParts;
  /** Something that counts was not published or not told, and was assumed. */
  readonly estimated: boolean;
}

const MILLION = 1e6;

/**
 * What one request costs by its provider's list. Providers count alike after normalisation (`src/providers/*usage*`): input is the
 * total, of which cached and cache-written tokens are parts; output is the total, of which reasoning is a part. So reasoning is
 * never added on top, and a cached token is never paid twice.
 *
 * `cacheReadFactor` is the price of a cached token as a share of an input token where the list has none for it; without either it
 * is paid in full. Such an assumption is marked as an estimate, as are counts that contradict each other.
 */
export function costOf(tokens: BilledTokens, rates: Rates, cacheReadFactor = 1): RequestCost {
  const { input, output, cached = 0, cacheWrite = 0, reasoning = 0 } = tokens;
  const fresh = input - cached - cacheWrite;
  const contradicts = fresh < 0 || reasoning > output;
  const thought = Math.min(reasoning, output);
  const assumes =
    (cached > 0 && rates.cacheRead === undefined) ||
    (cacheWrite > 0 && rates.cacheWrite === undefined);
  const parts: CostParts = {
    input: (Math.max(0, fresh) * rates.input) / MILLION,
    cacheRead: (cached * (rates.cacheRead ?? rates.input * cacheReadFactor)) / MILLION,
    cacheWrite: (cacheWrite * (rates.cacheWrite ?? rates.input)) / MILLION,
    output: ((output - thought) * rates.output) / MILLION,
    reasoning: (thought * (rates.reasoning ?? rates.output)) / MILLION,
    perRequest: rates.perRequest ?? 0,
  };
  return {
    usd: Object.values(parts).reduce((sum: number, part: number) => sum + part, 0),
    parts,
    estimated: contradicts || assumes,
  };
}
