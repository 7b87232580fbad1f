import { compact } from "../../core/compact.ts";
import type { PricePeriod } from "../price-file.ts";
import { namesIn } from "./catalog-names.ts";
import { isObject, objectOf, perMillion, wholeNumber } from "./observation.ts";
import type { JsonObject, Observation, Reader, Reading } from "./observation.ts";

export const LITELLM_URL =
  "https://raw.githubusercontent.com/BerriAI/litellm/main/model_prices_and_context_window.json";

/** Prompt lengths, in thousands of tokens, from which some providers charge more. */
const STEPS = [128, 200, 256, 272] as const;

const CHAT_MODES = ["chat", "responses", "completion"];

/**
 * LiteLLM's `model_prices_and_context_window.json`: keys `provider/model`, USD per token. It keeps models that are long gone.
 * Undefined when the data is no such map.
 */
export function readLitellm(data: unknown, reader: Reader): Reading | undefined {
  if (!isObject(data)) return undefined;
  const prefixes = namesIn("litellm");
  const observations = Object.entries(data).flatMap(([key, entry]) => {
    const facts = objectOf(entry);
    if (!CHAT_MODES.includes(String(facts["mode"]))) return [];
    return prefixes.flatMap(([provider, prefix]) => {
      const model = modelOf(key, prefix, provider, facts);
      return model === undefined ? [] : readModel(provider, model, facts, reader);
    });
  });
  if (observations.length === 0) return undefined;
  return {
    source: reader.source,
    origin: { lineage: "litellm", asOf: reader.asOf, licence: "MIT", url: LITELLM_URL },
    observations,
  };
}

function modelOf(
  key: string,
  prefix: string,
  provider: string,
  facts: JsonObject,
): string | undefined {
  if (prefix !== "") return key.startsWith(`${prefix}/`) ? key.slice(prefix.length + 1) : undefined;
  const theirs = String(facts["litellm_provider"]).replace(/_chat$/, "");
  return theirs === provider && !key.includes("/") ? key : undefined;
}

function readModel(
  provider: string,
  model: string,
  facts: JsonObject,
  reader: Reader,
): readonly Observation[] {
  const base = ratesOf(facts, "");
  // Prices by the hour are kept by hand.
  if (base === undefined || facts["off_peak_pricing"] !== undefined) return [];
  const steps = (tier: string): readonly PricePeriod[] =>
    STEPS.flatMap((thousands) => {
      const rates = ratesOf(facts, `_above_${thousands}k_tokens${tier === "" ? "" : `_${tier}`}`);
      return rates === undefined ? [] : [{ inputAbove: thousands * 1000, ...rates }];
    });
  const tiers = ["priority", "flex"].flatMap((tier) => {
    const rates = ratesOf(facts, `_${tier}`);
    return rates === undefined
      ? []
      : [rates, ...steps(tier)].map((period) => ({ tier, ...period }));
  });
  return [
    compact({
      source: reader.source,
      lineage: "litellm",
      asOf: reader.asOf,
      provider,
      model,
      prices: [base, ...steps(""), ...tiers] as const,
      context: wholeNumber(facts["max_input_tokens"]),
      maxOutput: wholeNumber(facts["max_output_tokens"]),
    }),
  ];
}

function ratesOf(facts: JsonObject, suffix: string): PricePeriod | undefined {
  const read = (name: string): number | undefined => perMillion(facts[`${name}${suffix}`]);
  const input = read("input_cost_per_token");
  const output = read("output_cost_per_token");
  if (input === undefined || output === undefined) return undefined;
  return compact({
    input,
    output,
    cacheRead: read("cache_read_input_token_cost") || undefined,
    cacheWrite: read("cache_creation_input_token_cost") || undefined,
  });
}
