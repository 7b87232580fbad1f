import { compact } from "../../core/compact.ts";
import { isObject, listOf, objectOf, perMillion, wholeNumber } from "./observation.ts";
import type { Observation, Reader, Reading } from "./observation.ts";

/** Providers whose own list of models has prices in it. */
export const PRICE_ENDPOINTS = {
  cerebras: { url: "https://api.cerebras.ai/public/v1/models" },
  groq: { url: "https://api.groq.com/openai/v1/models", keyEnv: "GROQ_API_KEY" },
  sambanova: { url: "https://api.sambanova.ai/v1/models" },
} as const satisfies Record<string, { readonly url: string; readonly keyEnv?: string }>;

type PriceEndpoint = keyof typeof PRICE_ENDPOINTS;

/**
 * A provider's own list of models, where each may have `pricing: {prompt, completion, input_cache_read}` in USD per token, as decimal
 * strings. Models without it are passed over. Undefined when the data is no list of models.
 */
export function readProviderModels(
  data: unknown,
  provider: PriceEndpoint,
  reader: Reader,
): Reading | undefined {
  if (!isObject(data) || !Array.isArray(data["data"])) return undefined;
  const { url } = PRICE_ENDPOINTS[provider];
  return {
    source: reader.source,
    origin: { lineage: "provider", asOf: reader.asOf, url },
    observations: listOf(data["data"]).flatMap((entry): readonly Observation[] => {
      const facts = objectOf(entry);
      const pricing = objectOf(facts["pricing"]);
      const input = perMillion(pricing["prompt"]);
      const output = perMillion(pricing["completion"]);
      const model = facts["id"];
      if (typeof model !== "string" || input === undefined || output === undefined) return [];
      const limits = objectOf(facts["limits"]);
      return [
        compact({
          source: reader.source,
          lineage: "provider",
          asOf: reader.asOf,
          provider,
          model,
          prices: [
            compact({
              input,
              output,
              cacheRead: perMillion(pricing["input_cache_read"]) || undefined,
              cacheWrite: perMillion(pricing["input_cache_write"]) || undefined,
            }),
          ] as const,
          context: wholeNumber(
            limits["max_context_length"] ?? facts["context_length"] ?? facts["context_window"],
          ),
          maxOutput: wholeNumber(limits["max_completion_tokens"] ?? facts["max_completion_tokens"]),
        }),
      ];
    }),
  };
}
