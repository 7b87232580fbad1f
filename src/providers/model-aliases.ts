import modelIds from "./model-ids.json" with { type: "json" };

/**
 * One model under the name that each provider gives it: alias, then provider, then id; sources and dates are in the file. What a
 * provider is missing from, it does not serve. Quantised, sped-up and speculative variants are other models and not listed.
 */
const IDS: Readonly<Record<string, Readonly<Record<string, string>>>> = modelIds.models;

/** Every name that `--model` translates. */
export const MODEL_ALIASES: readonly string[] = Object.keys(IDS);

/** Azure and LiteLLM serve what their users name, and of Hyperbolic's models no list was found. */
const UNKNOWN: ReadonlySet<string> = new Set(["azure", "litellm", "hyperbolic"]);

/**
 * What `--model NAME` means at a provider: its own id for an alias, `undefined` when the alias is known and the provider does not
 * serve that model, and the name as it is when it is no alias or nothing is known about the provider's models.
 */
export function modelAt(provider: string, name: string): string | undefined {
  const alias = name.toLowerCase().replace(/^(llama-3.*)-instruct$/, "$1");
  return Object.hasOwn(IDS, alias) && !UNKNOWN.has(provider) ? IDS[alias]?.[provider] : name;
}

/** Who serves the model of an alias, in the order of the data. */
export const serversOf = (name: string): readonly string[] =>
  Object.keys(IDS[name.toLowerCase()] ?? {});
