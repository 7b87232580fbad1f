/** What a catalog calls a provider. */
interface CatalogNames {
  readonly modelsDev?: string;
  readonly pi?: string;
  readonly genai?: string;
  /** Prefix of the key; `""` for the keys without one. */
  readonly litellm?: string;
}

/** Providers whose prices catalogs know, by our name. Gateways that resell at the price of whoever answers are left out. */
const CATALOG_NAMES = {
  cerebras: { modelsDev: "cerebras", pi: "cerebras", genai: "cerebras", litellm: "cerebras" },
  groq: { modelsDev: "groq", pi: "groq", genai: "groq", litellm: "groq" },
  sambanova: { modelsDev: "sambanova", litellm: "sambanova" },
  fireworks: {
    modelsDev: "fireworks-ai",
    pi: "fireworks",
    genai: "fireworks",
    litellm: "fireworks_ai",
  },
  deepseek: { modelsDev: "deepseek", pi: "deepseek", genai: "deepseek", litellm: "deepseek" },
  openai: { modelsDev: "openai", pi: "openai", genai: "openai", litellm: "" },
  anthropic: { modelsDev: "anthropic", pi: "anthropic", genai: "anthropic", litellm: "" },
  google: { modelsDev: "google", pi: "google", genai: "google", litellm: "gemini" },
  mistral: { modelsDev: "mistral", pi: "mistral", genai: "mistral", litellm: "mistral" },
  xai: { modelsDev: "xai", pi: "xai", genai: "x-ai", litellm: "xai" },
  together: { modelsDev: "togetherai", pi: "together", genai: "together", litellm: "together_ai" },
  deepinfra: { modelsDev: "deepinfra", litellm: "deepinfra" },
  nebius: { modelsDev: "nebius", litellm: "nebius" },
  novita: { modelsDev: "novita-ai", genai: "novita", litellm: "novita" },
  baseten: { modelsDev: "baseten", pi: "baseten", genai: "baseten", litellm: "baseten" },
  moonshot: { modelsDev: "moonshotai", pi: "moonshotai", genai: "moonshotai", litellm: "moonshot" },
  zai: { modelsDev: "zai", pi: "zai", genai: "zai", litellm: "zai" },
  perplexity: { modelsDev: "perplexity", genai: "perplexity", litellm: "perplexity" },
  cloudflare: {
    modelsDev: "cloudflare-workers-ai",
    pi: "cloudflare-workers-ai",
    genai: "cloudflare",
    litellm: "cloudflare",
  },
  cohere: { modelsDev: "cohere", genai: "cohere", litellm: "" },
} as const satisfies Record<string, CatalogNames>;

const ROWS: readonly (readonly [string, CatalogNames])[] = Object.entries(CATALOG_NAMES);

/** Pairs of our name and the catalog's. */
export const namesIn = (catalog: keyof CatalogNames): readonly (readonly [string, string])[] =>
  ROWS.flatMap(([ours, names]) => {
    const theirs = names[catalog];
    return theirs === undefined ? [] : [[ours, theirs] as const];
  });
