import { UsageError } from "../core/errors.ts";
import type { Target } from "../core/plan.ts";
import { originOf } from "./base-url.ts";
import type { Dialect, Endpoint, Quirks } from "./dialect.ts";
import { keyVariables, shownVariable } from "./key-env.ts";
import { findKey, refuseOpenKey, withKey } from "./keys.ts";
import type { Environment } from "./keys.ts";
import { modelAt } from "./model-aliases.ts";
import { ollamaBaseUrl } from "./ollama-host.ts";
import { openaiChat } from "./openai-chat.ts";
import type { Provider } from "./provider.ts";
import { providerOf } from "./table.ts";
import { targetIds } from "./target-ids.ts";
import type { TargetSpec } from "./target-spec.ts";

export interface ResolveOptions {
  /** `--model`: an alias or an id, for every target that names no model itself. */
  readonly model?: string | undefined;
  /** `--key-env`, as typed. */
  readonly keyEnv?: string | undefined;
  /** `--insecure`: a key may go over plain http to another machine. */
  readonly insecure?: boolean | undefined;
}

/** Where a target's requests go, whatever its model will be. Holds the key: never saved. */
export interface Entrant {
  readonly id: string;
  /** Row of the table, or `openai-compatible`. */
  readonly provider: string;
  readonly dialect: Dialect;
  readonly endpoint: Endpoint;
  readonly quirks: Quirks;
}

/** A target with everything needed to send it requests. Holds the key: never saved. */
export interface ResolvedTarget {
  readonly target: Target;
  readonly dialect: Dialect;
  readonly endpoint: Endpoint;
  readonly quirks: Quirks;
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
  /** `--model` is one that this provider does not serve. */
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
  return specs.map((spec, index) => {
    const id = ids[index]!;
    const context = { id, variable: variables.get(id), environment, options };
    if (spec.kind === "url") {
      const provider = "openai-compatible";
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
  const names = variable === undefined ? row.keyEnv : [variable];
  const key = findKey(environment, names);
  if (key === undefined && names[0] !== undefined) {
    const keyEnv = variable === undefined ? names[0] : shownVariable(names[0]);
    const page = row.keyPage === undefined ? "" : ` (get a key at ${row.keyPage})`;
    return {
      status: "no-key",
      keyEnv,
      message: `no key for ${row.label}`,
      advice: `set ${keyEnv}${page}, or leave ${spec.provider} out`,
    };
  }
  const asked = options.model;
  const model =
    spec.model ?? (asked === undefined ? row.defaultModel : modelAt(spec.provider, asked));
  if (model === undefined && spec.model === undefined && asked !== undefined) {
    return {
      status: "no-model",
      message: `${row.label} does not serve ${asked}`,
      advice: `leave ${spec.provider} out, or name one of its models: ${spec.provider}/MODEL`,
    };
  }
  const endpoint = withKey(baseUrlOf(row, environment), key);
  return settle(
    { id, provider: spec.provider, dialect: row.dialect, endpoint, quirks: row.quirks ?? {} },
    model,
    options,
  );
}

function resolveUrl(spec: TargetSpec & { readonly kind: "url" }, context: Context): Outcome {
  const { id, variable, environment, options } = context;
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
  const endpoint = withKey(spec.baseUrl, key);
  return settle(
    { id, provider: "openai-compatible", dialect: openaiChat, endpoint, quirks: {} },
    spec.model ?? options.model,
    options,
  );
}

function settle(entrant: Entrant, model: string | undefined, options: ResolveOptions): Outcome {
  if (options.insecure !== true) refuseOpenKey(entrant.endpoint, entrant.id);
  return model === undefined
    ? { status: "needs-model", entrant }
    : { status: "ready", entrant, resolved: withModel(entrant, model) };
}

/** The row's own URL, unless a variable names the user's server. */
function baseUrlOf(row: Provider, environment: Environment): string {
  for (const variable of row.urlEnv ?? []) {
    const value = environment[variable]?.trim();
    if (value !== undefined && value !== "") return ollamaBaseUrl(value, variable);
  }
  return row.baseUrl;
}
