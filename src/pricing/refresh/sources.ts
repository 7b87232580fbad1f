import { GENAI_PRICES_URL, readGenaiPrices } from "./genai-prices.ts";
import { LITELLM_URL, readLitellm } from "./litellm.ts";
import { MODELS_DEV_URL, readModelsDev } from "./models-dev.ts";
import type { Reader, Reading } from "./observation.ts";
import { PRICE_ENDPOINTS, readProviderModels } from "./provider-models.ts";

/** A place that prices are read from. */
export interface PriceSource {
  readonly url: string;
  /** Variable that holds the key it wants; it is asked only where that is set. */
  readonly keyEnv?: string;
  /** Undefined when the data is not what this source gives. */
  readonly read: (data: unknown, reader: Reader) => Reading | undefined;
}

/** Everything that can be read over the network: catalogs of two and more lineages, and providers that publish prices themselves. */
export const PRICE_SOURCES = {
  "models.dev": { url: MODELS_DEV_URL, read: readModelsDev },
  "genai-prices": { url: GENAI_PRICES_URL, read: readGenaiPrices },
  litellm: { url: LITELLM_URL, read: readLitellm },
  cerebras: {
    ...PRICE_ENDPOINTS.cerebras,
    read: (data, reader) => readProviderModels(data, "cerebras", reader),
  },
  groq: {
    ...PRICE_ENDPOINTS.groq,
    read: (data, reader) => readProviderModels(data, "groq", reader),
  },
  sambanova: {
    ...PRICE_ENDPOINTS.sambanova,
    read: (data, reader) => readProviderModels(data, "sambanova", reader),
  },
} as const satisfies Record<string, PriceSource>;

export type PriceSourceName = keyof typeof PRICE_SOURCES;

export const PRICE_SOURCE_NAMES = Object.keys(PRICE_SOURCES).filter(
  (name): name is PriceSourceName => name in PRICE_SOURCES,
);
