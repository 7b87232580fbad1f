import { compact } from "../core/compact.ts";
import { UsageError } from "../core/errors.ts";
import { nearest } from "../core/suggest.ts";
import { parseBaseUrl } from "./base-url.ts";
import { serverName } from "./local-servers.ts";
import { NAMES_OF_ALL, PROVIDER_NAMES, providerName, providerOf } from "./table.ts";

/** Who shall race, as the user named it. Nothing is looked up yet but the name of the provider. */
export type TargetSpec =
  | {
      readonly kind: "provider";
      readonly provider: string;
      readonly model?: string;
      /** `openrouter/model@upstream`: the one server behind the gateway. */
      readonly upstream?: string;
      /** `local/NAME`: the server of this kind, out of those that run on this machine. */
      readonly server?: string;
      /** Sent with every request, out of the config file. */
      readonly headers?: Readonly<Record<string, string>>;
      /** Comes from `all`: left out in silence when it cannot run. */
      readonly fromAll?: true;
    }
  | {
      readonly kind: "url";
      readonly name: string;
      readonly baseUrl: string;
      readonly model?: string;
      /** The row whose dialect, quirks and names of models hold there, too: out of the config file. */
      readonly like?: string;
      /** The variable with the key for it: out of the config file. */
      readonly keyEnv?: string;
      readonly headers?: Readonly<Record<string, string>>;
    };

/** What the config file says about a target, by its name: a new name with a URL, or more about a provider of the table. */
export interface ConfiguredTarget {
  readonly baseUrl?: string | undefined;
  readonly model?: string | undefined;
  readonly keyEnv?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** A provider of the table that this one speaks like; an OpenAI-style chat unless said. */
  readonly like?: string | undefined;
}

export type Configured = Readonly<Record<string, ConfiguredTarget>>;

const NAME = /^[a-z0-9._-]+$/i;

/**
 * A comma-separated list of targets; `all` stands for every provider of the table, and of the config file, that is not named beside it.
 * @throws UsageError for a word that names no target.
 */
export function parseTargets(text: string, configured: Configured = {}): readonly TargetSpec[] {
  const words = text.split(",").map((word) => word.trim());
  const named = words
    .filter((word) => word.toLowerCase() !== "all")
    .map((word) => parseTarget(word, configured));
  if (named.length === words.length) return named;
  const taken = new Set(
    named.map((spec) => (spec.kind === "provider" ? spec.provider : spec.name)),
  );
  const rest = [...new Set([...NAMES_OF_ALL, ...Object.keys(configured)])].filter(
    (name) => !taken.has(name),
  );
  return [
    ...named,
    ...rest.map((name) => {
      const spec = parseTarget(name, configured);
      return spec.kind === "provider" ? { ...spec, fromAll: true as const } : spec;
    }),
  ];
}

/**
 * One target: `provider`, `provider/model` (the model may hold slashes, colons, = and #), `openrouter/model@upstream`, `local/server`,
 * `name=https://host/v1` or `name=https://host/v1#model`, or a name of the config file.
 * @throws UsageError, with the nearest provider or the form to write.
 */
export function parseTarget(word: string, configured: Configured = {}): TargetSpec {
  const equals = equalsOf(word);
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
    ? parseName(word, configured)
    : parseUrl(word.slice(0, equals), word.slice(equals + 1));
}

/** Where the name of a URL ends, -1 when there is none: behind a slash, a = is part of a model's id, unless a URL follows it. */
function equalsOf(word: string): number {
  const equals = word.indexOf("=");
  const slash = word.indexOf("/");
  const isInId = slash !== -1 && slash < equals && !/^=https?:\/\//i.test(word.slice(equals));
  return isInId ? -1 : equals;
}

function parseName(word: string, configured: Configured): TargetSpec {
  const slash = word.indexOf("/");
  const typed = slash === -1 ? word : word.slice(0, slash);
  const model = slash === -1 ? undefined : word.slice(slash + 1);
  if (model === "") {
    throw new UsageError(
      `no model after "${word}"`,
      `write ${typed}/MODEL, or only ${typed} for its default`,
    );
  }
  const own = configured[typed] ?? configured[providerName(typed) ?? typed];
  if (own?.baseUrl !== undefined) {
    const { baseUrl, keyEnv, headers, like } = own;
    const chosen = model ?? own.model;
    const row = like ?? providerName(typed);
    return compact({
      kind: "url" as const,
      name: typed,
      baseUrl,
      model: chosen,
      like: row,
      keyEnv,
      headers,
    });
  }
  const [bare, pinned]: [string, string | undefined] =
    slash === -1 ? splitUpstream(typed) : [typed, undefined];
  const provider = providerName(bare);
  if (provider === undefined) throw unknownProvider(bare, word, Object.keys(configured));
  const spec = { kind: "provider" as const, provider };
  if (provider === "local") return { ...spec, ...parseLocal(bare, model) };
  const [id, upstream] =
    model === undefined || providerOf(provider)?.pin === undefined
      ? [model ?? own?.model, pinned]
      : splitUpstream(model);
  return compact({ ...spec, model: id, upstream, headers: own?.headers });
}

/** `model@upstream` in two. */
function splitUpstream(word: string): [string, string | undefined] {
  const at = word.lastIndexOf("@");
  if (at === -1) return [word, undefined];
  if (!NAME.test(word.slice(at + 1).replaceAll("/", "-"))) {
    throw new UsageError(`no upstream after the @ of ${word}`, "write it as model@provider");
  }
  return [word.slice(0, at), word.slice(at + 1)];
}

/** `ollama` and `local/vllm` name a kind of server, `local/qwen3:4b` a model of whichever server has it. */
function parseLocal(
  typed: string,
  rest: string | undefined,
): { readonly server?: string; readonly model?: string } {
  if (typed.toLowerCase() !== "local") return compact({ server: "ollama", model: rest });
  const slash = rest?.indexOf("/") ?? -1;
  const first = slash === -1 ? rest : rest?.slice(0, slash);
  const server = first === undefined ? undefined : serverName(first);
  if (server === undefined) return compact({ model: rest });
  return compact({ server, model: slash === -1 ? undefined : rest?.slice(slash + 1) });
}

function unknownProvider(typed: string, word: string, configured: readonly string[]): UsageError {
  const byUrl = "any OpenAI-style server is named with its URL: name=https://host/v1#model";
  if (typed.toLowerCase() === "openai-compatible") {
    return new UsageError("openai-compatible is no provider by itself", byUrl);
  }
  // A host was meant: `localhost:8000`, `api.example.com/v1`.
  if (/[.:]/.test(typed) || /^localhost$/i.test(typed)) {
    return new UsageError(`"${word}" is no provider`, byUrl);
  }
  const close = nearest(typed, [...PROVIDER_NAMES, ...configured, "ollama", "all"]);
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
