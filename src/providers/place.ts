import { UsageError } from "../core/errors.ts";
import { parseBaseUrl } from "./base-url.ts";
import type { Quirks } from "./dialect.ts";
import type { Environment } from "./keys.ts";
import { hostBaseUrl } from "./ollama-host.ts";
import type { Provider } from "./provider.ts";

const VARIABLE = /\{([A-Z0-9_,]+)(?:=([a-z0-9-]+))?\}/g;
/** What can stand inside a host name or a path without leading anywhere else. */
const WORD = /^[A-Za-z0-9](?:[A-Za-z0-9_.-]*[A-Za-z0-9])?$/;

/** Where a row's requests go: a variable that names the user's own server, or the first place whose variables are all set. */
export function placeOf(
  { urlEnv = [], places = [], baseUrl }: Provider,
  environment: Environment,
): { readonly url: string; readonly quirks?: Quirks } | { readonly missing: string } {
  for (const variable of urlEnv) {
    const value = environment[variable]?.trim();
    if (value !== undefined && value !== "")
      return { url: hostBaseUrl(value, variable, portOf(baseUrl)) };
  }
  for (const place of places) {
    const filled = fillPlace(place.baseUrl, environment);
    if ("url" in filled)
      return { ...filled, ...(place.quirks === undefined ? {} : { quirks: place.quirks }) };
  }
  const filled = fillPlace(baseUrl, environment);
  const asked = places[0] === undefined ? undefined : fillPlace(places[0].baseUrl, environment);
  // Where there are several ways, the first variable of the first one is the one to advise.
  return "missing" in filled && asked !== undefined && "missing" in asked ? asked : filled;
}

const portOf = (url: string): string => new URL(url).port;

export type Filled =
  | { readonly url: string }
  /** The variable that would have to be set. */
  | { readonly missing: string };

/**
 * A base URL with the variables of the user in it. A variable inside the URL may hold only a word, so that it cannot send a key to
 * another host; one at its beginning holds a whole URL, from which what the template adds is taken off (people paste it).
 * @throws UsageError when a variable holds something else.
 */
export function fillPlace(template: string, environment: Environment): Filled {
  let missing: string | undefined;
  const filled = template.replaceAll(VARIABLE, (whole, names: string, fallback?: string) => {
    const choices = names.split(",");
    const variable = choices.find((name) => (environment[name] ?? "").trim() !== "");
    if (variable === undefined) {
      if (fallback === undefined) missing ??= choices[0];
      return fallback ?? "";
    }
    const value = environment[variable]!.trim();
    if (template.startsWith(whole)) return urlIn(value, variable, template.slice(whole.length));
    if (WORD.test(value)) return value;
    throw new UsageError(
      `${variable} holds something that cannot be a part of a URL`,
      "it is one word: letters, digits, dots, hyphens",
    );
  });
  return missing === undefined ? { url: filled } : { missing };
}

function urlIn(value: string, variable: string, rest: string): string {
  const url = parseBaseUrl(value, variable);
  const path = rest.split(/[?{]/)[0] ?? "";
  for (let end = path.length; end > 0; end = path.lastIndexOf("/", end - 1)) {
    if (url.endsWith(path.slice(0, end))) return url.slice(0, -end);
  }
  return url;
}
