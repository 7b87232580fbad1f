import { UsageError } from "../core/errors.ts";
import { nearest } from "../core/suggest.ts";
import { parseBaseUrl } from "./base-url.ts";
import { PROVIDER_NAMES, providerName } from "./table.ts";

/** Who shall race, as the user named it. Nothing is looked up yet but the name of the provider. */
export type TargetSpec =
  | {
      readonly kind: "provider";
      readonly provider: string;
      readonly model?: string;
      /** Comes from `all`: left out in silence when it cannot run. */
      readonly fromAll?: true;
    }
  | {
      readonly kind: "url";
      readonly name: string;
      readonly baseUrl: string;
      readonly model?: string;
    };

const NAME = /^[a-z0-9._-]+$/i;

/**
 * A comma-separated list of targets; `all` stands for every provider of the table that is not named beside it.
 * @throws UsageError for a word that names no target.
 */
export function parseTargets(text: string): readonly TargetSpec[] {
  const words = text.split(",").map((word) => word.trim());
  const named = words.filter((word) => word.toLowerCase() !== "all").map(parseTarget);
  if (named.length === words.length) return named;
  const taken = new Set(named.map((spec) => (spec.kind === "provider" ? spec.provider : "")));
  const rest = PROVIDER_NAMES.filter((provider) => !taken.has(provider));
  return [
    ...named,
    ...rest.map((provider) => ({ kind: "provider", provider, fromAll: true }) as const),
  ];
}

/**
 * One target: `provider`, `provider/model` (the model may hold slashes and colons), `name=https://host/v1` or
 * `name=https://host/v1#model`.
 * @throws UsageError, with the nearest provider or the form to write.
 */
export function parseTarget(word: string): TargetSpec {
  const equals = word.indexOf("=");
  const scheme = word.indexOf("://");
  if (word === "") {
    throw new UsageError("a target is empty", "name providers with commas between: groq,cerebras");
  }
  if (scheme !== -1 && (equals === -1 || scheme < equals)) {
    throw new UsageError(
      "a URL needs a name to be shown under",
      "write it as name=https://host/v1, or name=https://host/v1#model",
    );
  }
  return equals === -1
    ? parseProvider(word)
    : parseUrl(word.slice(0, equals), word.slice(equals + 1));
}

function parseProvider(word: string): TargetSpec {
  const slash = word.indexOf("/");
  const typed = slash === -1 ? word : word.slice(0, slash);
  const model = slash === -1 ? undefined : word.slice(slash + 1);
  const provider = providerName(typed);
  if (provider === undefined) throw unknownProvider(typed, word);
  if (model === "") {
    throw new UsageError(
      `no model after "${word}"`,
      `write ${provider}/MODEL, or only ${provider} for its default`,
    );
  }
  return { kind: "provider", provider, ...(model === undefined ? undefined : { model }) };
}

function unknownProvider(typed: string, word: string): UsageError {
  const byUrl = "any OpenAI-style server is named with its URL: name=https://host/v1#model";
  if (typed.toLowerCase() === "openai-compatible") {
    return new UsageError("openai-compatible is no provider by itself", byUrl);
  }
  // A host was meant: `localhost:8000`, `api.example.com/v1`.
  if (/[.:]/.test(typed) || /^localhost$/i.test(typed)) {
    return new UsageError(`"${word}" is no provider`, byUrl);
  }
  const close = nearest(typed, [...PROVIDER_NAMES, "ollama", "all"]);
  const known = `known: ${PROVIDER_NAMES.join(", ")}`;
  return new UsageError(
    `unknown provider "${typed}"`,
    close === undefined ? `${known}; ${byUrl}` : `did you mean ${close}? (${known})`,
  );
}

function parseUrl(name: string, address: string): TargetSpec {
  if (!NAME.test(name)) {
    throw new UsageError(
      name === ""
        ? "a target has no name before the ="
        : `"${name}" cannot be the name of a target`,
      "a name has letters, digits, dots, underscores and hyphens: my-server=https://host/v1",
    );
  }
  const hash = address.indexOf("#");
  const baseUrl = parseBaseUrl(hash === -1 ? address : address.slice(0, hash), name);
  if (hash === -1) return { kind: "url", name, baseUrl };
  const model = address.slice(hash + 1);
  if (model === "") {
    throw new UsageError(
      `no model after the # of ${name}`,
      `write ${name}=${baseUrl}#MODEL, or leave the # out to ask the server which model it has`,
    );
  }
  return { kind: "url", name, baseUrl, model };
}
