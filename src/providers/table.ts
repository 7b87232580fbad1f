import type { Provider } from "./provider.ts";
import { MODEL_HOSTS } from "./table-hosts.ts";
import { MODEL_MAKERS } from "./table-makers.ts";
import { MISSION_PROVIDERS } from "./table-mission.ts";

/**
 * Every provider that can be named. Base URLs and key variables are those of each provider's own SDK or of models.dev; the default
 * is a model of November 2026 that most rows share (gpt-oss-120b), spelt as each provider spells it.
 */
export const PROVIDERS = {
  ...MISSION_PROVIDERS,
  ...MODEL_MAKERS,
  ...MODEL_HOSTS,
} satisfies Record<string, Provider>;

const ROWS: Readonly<Record<string, Provider>> = PROVIDERS;

export const PROVIDER_NAMES: readonly string[] = Object.keys(ROWS);

/** Who `all` stands for. */
export const NAMES_OF_ALL: readonly string[] = PROVIDER_NAMES.filter(
  (name) => ROWS[name]?.onlyWhenNamed !== true,
);

/** The name under which a row stands in the table, for a name or an alias in any case; undefined when nobody is called that. */
export function providerName(word: string): string | undefined {
  const name = word.toLowerCase();
  if (Object.hasOwn(ROWS, name)) return name;
  return PROVIDER_NAMES.find((candidate) => ROWS[candidate]?.aliases?.includes(name));
}

/** The row of a name as `providerName` gives it. */
export const providerOf = (name: string): Provider | undefined =>
  Object.hasOwn(ROWS, name) ? ROWS[name] : undefined;
