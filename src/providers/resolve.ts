import { compact } from "../core/compact.ts";
import { UsageError } from "../core/errors.ts";
import { originOf } from "./base-url.ts";
import type { Entrant, ResolvedTarget } from "./entrant.ts";
import { keyVariables, shownVariable } from "./key-env.ts";
import { findKey, refuseOpenKey, withKey } from "./keys.ts";
import type { Environment } from "./keys.ts";
import { modelAt } from "./model-aliases.ts";
import { namedServer } from "./local-target.ts";
import { openaiChat } from "./openai-chat.ts";
import { fillPlace, placeOf } from "./place.ts";
import type { Provider } from "./provider.ts";
import { providerOf } from "./table.ts";
import { expand, targetHeaders } from "./target-headers.ts";
import { targetIds } from "./target-ids.ts";
import type { TargetSpec } from "./target-spec.ts";
import { pinned } from "./upstream.ts";

export interface ResolveOptions {
  /** `--model`: an alias or an id, for every target that names no model itself. */
  readonly model?: string | undefined;
  /** `--key-env`, as typed. */
  readonly keyEnv?: string | undefined;
  /** `--header`, each as typed. */
  readonly headers?: readonly string[] | undefined;
  /** `--insecure`: a key may go over plain http to another machine. */
  readonly insecure?: boolean | undefined;
}

/** What became of one named target. */
export type Resolution = Outcome & {
  readonly id: string;
  readonly provider: string;
  /** Comes from `all`, so nobody asked for it by name. */
  readonly fromAll: boolean;
};

type Outcome =
  | { readonly status: "ready"; readonly entrant: Entrant; readonly resolved: ResolvedTarget }
  /** No model was named and the row has no default: the server must be asked (`discoverModel`). */
  | { readonly status: "needs-model"; readonly entrant: Entrant }
  | (Lack & { readonly status: "no-key"; readonly keyEnv: string })
  /** `local`: what runs on this machine has to be found first (`findLocalServers`). */
  | { readonly status: "needs-server"; readonly server?: string; readonly model?: string }
  /** `--model` is one that this provider does not serve, or a model has to be named. */
  | (Lack & { readonly status: "no-model" });

interface Lack {
  readonly message: string;
  readonly advice: string;
}

/**
 * Finds for each named target where to send, with which key and which model. A key goes only to its provider's own host, or to a
 * host that the user named together with that key.
 * @throws UsageError for the same target twice, a key for nobody, a key over plain http to another machine, an unusable URL or key.
 */
export function resolveTargets(
  specs: readonly TargetSpec[],
  environment: Environment,
  options: ResolveOptions = {},
): readonly Resolution[] {
  const ids = targetIds(specs);
  const variables = keyVariables(options.keyEnv, specs, ids);
  const headers = targetHeaders(options.headers ?? [], specs, ids, environment);
  return specs.map((spec, index) => {
    const id = ids[index]!;
    const own = configuredHeaders(spec, environment);
    const context = {
      id,
      variable: variables.get(id),
      headers: { ...own, ...headers.get(id) },
      environment,
      options,
    };
    if (spec.kind === "url") {
      const provider = spec.like ?? "openai-compatible";
      return { id, provider, fromAll: false, ...resolveUrl(spec, context) };
    }
    const { provider, fromAll = false } = spec;
    return { id, provider, fromAll, ...resolveProvider(spec, context) };
  });
}

/** The entrant with the model that was found there. */
export const withModel = (entrant: Entrant, model: string): ResolvedTarget => ({
  target: {
    id: entrant.id,
    provider: entrant.provider,
    model,
    origin: originOf(entrant.endpoint.baseUrl),
  },
  dialect: entrant.dialect,
  endpoint: entrant.endpoint,
  quirks: entrant.quirks,
});

interface Context {
  readonly id: string;
  /** What `--key-env` names for this target. */
  readonly variable: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly environment: Environment;
  readonly options: ResolveOptions;
}

function resolveProvider(
  spec: TargetSpec & { readonly kind: "provider" },
  context: Context,
): Outcome {
  const { id, variable, environment, options } = context;
  const row: Provider | undefined = providerOf(spec.provider);
  if (row === undefined) throw new UsageError(`unknown provider ${spec.provider}`);
  if (spec.provider === "local" && !isFixed(spec, environment)) {
    const asked = options.model;
    const model = spec.model ?? (asked === undefined ? undefined : modelAt("local", asked));
    if (asked !== undefined && model === undefined) return notServed(row, spec.provider, asked);
    return compact({ status: "needs-server" as const, server: spec.server, model });
  }
  const names = variable === undefined ? row.keyEnv : [variable];
  const key = findKey(environment, names);
  if (key === undefined && names[0] !== undefined && row.keyIsOptional !== true) {
    const keyEnv = variable === undefined ? names[0] : shownVariable(names[0]);
    const page = row.keyPage === undefined ? "" : ` (get a key at ${row.keyPage})`;
    return {
      status: "no-key",
      keyEnv,
      message: `no key for ${row.label}`,
      advice: `set ${keyEnv}${page}, or leave ${spec.provider} out`,
    };
  }
  const place = placeOf(row, environment);
  if ("missing" in place) {
    return {
      status: "no-key",
      keyEnv: place.missing,
      message: `no address for ${row.label}: ${place.missing} is not set`,
      advice: `set ${place.missing}, or leave ${spec.provider} out`,
    };
  }
  const asked = options.model;
  const model =
    spec.model ?? (asked === undefined ? row.defaultModel : modelAt(spec.provider, asked));
  if (model === undefined && spec.model === undefined && asked !== undefined) {
    return notServed(row, spec.provider, asked);
  }
  if (model === undefined && row.nameAdvice !== undefined) {
    return {
      status: "no-model",
      message: `${row.label} does not tell which models the account has`,
      advice: row.nameAdvice,
    };
  }
  const modelsUrl = row.modelsUrl === undefined ? undefined : fillPlace(row.modelsUrl, environment);
  const endpoint = compact({
    ...withKey(place.url, key),
    keyHeader: row.keyHeader,
    headers: nonEmpty(context.headers),
    hints: row.hints,
    modelsUrl: modelsUrl !== undefined && "url" in modelsUrl ? modelsUrl.url : undefined,
  });
  const quirks = { ...pinned(row, spec.upstream), ...place.quirks };
  return settle(
    { id, provider: spec.provider, dialect: row.dialect, endpoint, quirks },
    model,
    options,
  );
}

const notServed = (row: Provider, provider: string, asked: string): Outcome => ({
  status: "no-model",
  message: `${row.label} does not serve ${asked}`,
  advice: `leave ${provider} out, or name one of its models: ${provider}/MODEL`,
});

/** Whether it is known where a local target stands without looking for it. */
const isFixed = (
  { server }: TargetSpec & { readonly kind: "provider" },
  environment: Environment,
): boolean =>
  server === "ollama" || (server === undefined && namedServer(environment) !== undefined);

function resolveUrl(spec: TargetSpec & { readonly kind: "url" }, context: Context): Outcome {
  const { id, environment, options } = context;
  const variable = context.variable ?? spec.keyEnv;
  const key = variable === undefined ? undefined : findKey(environment, [variable]);
  if (variable !== undefined && key === undefined) {
    const keyEnv = shownVariable(variable);
    return {
      status: "no-key",
      keyEnv,
      message: `no key for ${id}: ${keyEnv} is not set`,
      advice: `set ${keyEnv}, or leave --key-env out if ${id} wants no key`,
    };
  }
  const row: Provider | undefined = spec.like === undefined ? undefined : providerOf(spec.like);
  const endpoint = compact({
    ...withKey(spec.baseUrl, key),
    keyHeader: row?.keyHeader,
    headers: nonEmpty(context.headers),
    hints: row?.hints,
  });
  const asked = options.model;
  const translated =
    asked === undefined || spec.like === undefined ? asked : modelAt(spec.like, asked);
  return settle(
    {
      id,
      provider: spec.like ?? "openai-compatible",
      dialect: row?.dialect ?? openaiChat,
      endpoint,
      // Nobody knows what stands there, and much of it sends its headers with the first token.
      quirks: { ...row?.quirks, lateHeaders: true },
    },
    spec.model ?? translated,
    options,
  );
}

function settle(entrant: Entrant, model: string | undefined, options: ResolveOptions): Outcome {
  if (options.insecure !== true) refuseOpenKey(entrant.endpoint, entrant.id);
  return model === undefined
    ? { status: "needs-model", entrant }
    : { status: "ready", entrant, resolved: withModel(entrant, model) };
}

/** Headers of the config file, with the variables in them. */
function configuredHeaders(
  { headers = {} }: TargetSpec,
  environment: Environment,
): Readonly<Record<string, string>> {
  const entries = Object.entries(headers);
  return Object.fromEntries(
    entries.map(([name, value]) => [name.toLowerCase(), expand(value, name, environment)]),
  );
}

const nonEmpty = (
  headers: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> | undefined =>
  Object.keys(headers).length === 0 ? undefined : headers;
