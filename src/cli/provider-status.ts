import { UsageError } from "../core/errors.ts";
import type { Failure } from "../core/failure.ts";
import { checkKey } from "../providers/check-key.ts";
import { chooseModel, listModels } from "../providers/discovery.ts";
import type { Ask } from "../providers/discovery.ts";
import type { ListedModel } from "../providers/dialect.ts";
import type { FoundServer } from "../providers/find-local.ts";
import type { Environment } from "../providers/keys.ts";
import { localEntrant } from "../providers/local-target.ts";
import { resolveTargets } from "../providers/resolve.ts";
import type { Entrant, Resolution, ResolvedTarget } from "../providers/resolve.ts";
import { providerOf } from "../providers/table.ts";
import type { TargetSpec } from "../providers/target-spec.ts";
import { describeError } from "./describe-error.ts";
import { localServers } from "./local-targets.ts";

export type Status = "ready" | "no key" | "key refused" | "unreachable" | "running" | "not running";

/** One provider as `list` shows it. */
export interface ProviderStatus {
  readonly id: string;
  readonly label: string;
  readonly status: Status;
  /** Variables that may hold its key; empty when none is needed. */
  readonly keyEnv: readonly string[];
  readonly model?: string;
  /** How many models it has, where it was asked. */
  readonly models?: number;
  /** The models themselves, with `--models`. */
  readonly listed?: readonly ListedModel[];
  readonly baseUrl: string;
  /** True when a call has just proved the key. */
  readonly checked?: true;
  /** What to do to make it run, or what went wrong with a question. */
  readonly advice?: string;
}

export interface Questions {
  /** For looking which servers run on this machine: gives up soon. */
  readonly probe: Ask;
  /** For servers of the user. */
  readonly local: Ask;
  /** For everybody else; never used unless one of the two is wanted. */
  readonly cloud: Ask;
  readonly wantsModels: boolean;
  readonly wantsCheck: boolean;
}

/** The status of each target. Without a wish for models or a check, only the user's own servers are asked anything. */
export async function providerStatuses(
  specs: readonly TargetSpec[],
  env: Environment,
  questions: Questions,
): Promise<ProviderStatus[]> {
  const statuses = await Promise.all(specs.map((spec) => statusOfSpec(spec, env, questions)));
  return statuses.flat();
}

/** A variable with nonsense in it concerns its own provider, and hides none of the others. */
async function statusOfSpec(
  spec: TargetSpec,
  env: Environment,
  questions: Questions,
): Promise<readonly ProviderStatus[]> {
  try {
    const statuses = resolveTargets([spec], env).map((one) => statusOf(one, env, questions));
    return (await Promise.all(statuses)).flat();
  } catch (error) {
    if (!(error instanceof UsageError) || spec.kind === "url") throw error;
    const base = baseOf(spec.provider, spec.provider);
    const status = base.keyEnv.length > 0 ? "no key" : "not running";
    return [{ ...base, status, advice: describeError(error) }];
  }
}

const baseOf = (id: string, provider: string) => {
  const row = providerOf(provider);
  const { label = id, keyEnv = [], baseUrl = "" } = row ?? {};
  return { id, label, keyEnv, baseUrl };
};

async function statusOf(
  resolution: Resolution,
  env: Environment,
  questions: Questions,
): Promise<readonly ProviderStatus[]> {
  const { id, provider } = resolution;
  const row = providerOf(provider);
  const base = baseOf(id, provider);
  switch (resolution.status) {
    case "ready":
      return [await readyStatus(base, resolution.resolved, resolution.entrant, questions)];
    case "no-key":
      return [
        {
          ...base,
          status: "no key",
          ...(row?.defaultModel === undefined ? {} : { model: row.defaultModel }),
          advice: resolution.advice,
        },
      ];
    case "no-model":
      return [{ ...base, status: "ready", advice: resolution.advice }];
    case "needs-model":
      return [await asked(base, resolution.entrant, questions)];
    case "needs-server": {
      const servers = (await localServers(env, questions.probe)).filter(
        ({ name }) => resolution.server === undefined || name === resolution.server,
      );
      if (servers.length === 0) return [nothingRuns(id)];
      return Promise.all(servers.map((server) => serverStatus(server, servers.length, questions)));
    }
  }
}

const nothingRuns = (id: string): ProviderStatus => ({
  id,
  label: "local server",
  keyEnv: [],
  baseUrl: "",
  status: "not running",
  advice: "start Ollama, LM Studio, llama.cpp, vLLM or another one, or set OLLAMA_URL",
});

function serverStatus(
  server: FoundServer,
  count: number,
  questions: Questions,
): Promise<ProviderStatus> {
  const id = count === 1 ? "local" : `local/${server.name}`;
  const entrant = localEntrant(id, server);
  return asked({ id, label: server.row.label, keyEnv: [], baseUrl: "" }, entrant, questions);
}

type Base = ReturnType<typeof baseOf>;

async function readyStatus(
  base: Base,
  target: ResolvedTarget,
  entrant: Entrant,
  { cloud, wantsCheck, wantsModels }: Questions,
): Promise<ProviderStatus> {
  const ready = {
    ...base,
    baseUrl: entrant.endpoint.baseUrl,
    status: "ready",
    model: target.target.model,
  } as const;
  const refusal = wantsCheck ? await checkKey(target, cloud) : undefined;
  if (refusal !== undefined) return failed(ready, refusal);
  const checked = wantsCheck ? ({ checked: true } as const) : {};
  if (!wantsModels) return { ...ready, ...checked };
  if (providerOf(base.id)?.modelList === "none") {
    return { ...ready, ...checked, advice: `${base.label} has no list of models` };
  }
  const listing = await listModels(entrant, cloud);
  if (!listing.ok) return failed({ ...ready, ...checked }, listing.failure);
  return { ...ready, ...checked, models: listing.models.length, listed: listing.models };
}

/** What a question that failed says about a provider: only a refused key and silence change its status. */
function failed(ready: ProviderStatus, failure: Failure): ProviderStatus {
  const status: Status =
    failure.reason === "bad-key"
      ? "key refused"
      : failure.kind === "network" || failure.kind === "timeout"
        ? "unreachable"
        : ready.status;
  const advice = failure.advice === undefined ? "" : `: ${failure.advice}`;
  return { ...ready, status, advice: `${failure.message}${advice}` };
}

/** A server that is asked which model it has. One in the cloud only on demand. */
async function asked(
  base: Base,
  entrant: Entrant,
  { local, cloud, wantsModels, wantsCheck }: Questions,
): Promise<ProviderStatus> {
  const { baseUrl, key } = entrant.endpoint;
  const isOwn = entrant.provider === "local" || providerOf(entrant.provider)?.urlEnv !== undefined;
  if (!isOwn && !wantsModels && !wantsCheck) return { ...base, baseUrl, status: "ready" };
  const listing = await listModels(entrant, isOwn ? local : cloud);
  const status = isOwn ? "running" : "ready";
  if (!listing.ok) {
    const { failure } = listing;
    if (!isOwn) return failed({ ...base, baseUrl, status }, failure);
    const isRefused = failure.reason === "bad-key";
    return {
      ...base,
      baseUrl,
      status: isRefused ? (key === undefined ? "no key" : "key refused") : "not running",
      ...(failure.advice === undefined ? {} : { advice: failure.advice }),
    };
  }
  const chosen = chooseModel(entrant, listing.models);
  return {
    ...base,
    baseUrl,
    status,
    models: listing.models.length,
    ...(wantsModels ? { listed: listing.models } : {}),
    ...(wantsCheck && key !== undefined ? { checked: true } : {}),
    ...(chosen.ok
      ? { model: chosen.model }
      : chosen.failure.advice === undefined
        ? {}
        : { advice: chosen.failure.advice }),
  };
}
