/**
 * One model under the name that each provider gives it: alias, then provider, then id. What a provider is missing from, it does not
 * serve. From models.dev (July 2026) and the providers' SDKs and model lists up to November 2026; SambaNova's SDK keeps old ids, so
 * its Llama and DeepSeek rows may be retired. Quantised or speculative variants are other models and not listed here.
 */
const ALIASES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "gpt-oss-120b": {
    cerebras: "gpt-oss-120b",
    groq: "openai/gpt-oss-120b",
    sambanova: "gpt-oss-120b",
    fireworks: "accounts/fireworks/models/gpt-oss-120b",
    local: "gpt-oss:120b",
  },
  "gpt-oss-20b": {
    groq: "openai/gpt-oss-20b",
    fireworks: "accounts/fireworks/models/gpt-oss-20b",
    local: "gpt-oss:20b",
  },
  "llama-3.3-70b": {
    groq: "llama-3.3-70b-versatile",
    sambanova: "Meta-Llama-3.3-70B-Instruct",
    local: "llama3.3:70b",
  },
  "llama-3.1-8b": {
    groq: "llama-3.1-8b-instant",
    sambanova: "Meta-Llama-3.1-8B-Instruct",
    local: "llama3.1:8b",
  },
  "glm-4.7": { cerebras: "zai-glm-4.7" },
  "deepseek-v4-flash": {
    fireworks: "accounts/fireworks/models/deepseek-v4-flash",
    deepseek: "deepseek-v4-flash",
  },
  "deepseek-v4-pro": {
    fireworks: "accounts/fireworks/models/deepseek-v4-pro",
    deepseek: "deepseek-v4-pro",
  },
};

/**
 * What `--model NAME` means at a provider: its own id for an alias, `undefined` when the alias is known and the provider does not
 * serve that model, and the name as it is when it is no alias.
 */
export function modelAt(provider: string, name: string): string | undefined {
  const alias = name.toLowerCase();
  return Object.hasOwn(ALIASES, alias) ? ALIASES[alias]?.[provider] : name;
}
