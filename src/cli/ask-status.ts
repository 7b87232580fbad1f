import { compact } from "../core/compact.ts";
import type { Failure } from "../core/failure.ts";
import { checkKey } from "../providers/check-key.ts";
import { chooseModel, listModels } from "../providers/discovery.ts";
import type { Environment } from "../providers/keys.ts";
import { withModel } from "../providers/resolve.ts";
import type { Entrant, ResolvedTarget } from "../providers/entrant.ts";
import { providerOf } from "../providers/table.ts";
import type { Base, ProviderStatus, Questions, Status } from "./status.ts";
import { blameVariable, urlVariable } from "./url-variable.ts";

/** A provider that could run now. It is asked only what is wanted. */
export async function readyStatus(
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
  const checked = provenBy(wantsCheck, entrant);
  if (!wantsModels) return { ...ready, ...checked };
  if (providerOf(target.target.provider)?.modelList === "none") {
    return { ...ready, ...checked, advice: `${base.label} has no list of models` };
  }
  const listing = await listModels(entrant, cloud);
  if (!listing.ok) return failed({ ...ready, ...checked }, listing.failure);
  return { ...ready, ...checked, models: listing.models.length, listed: listing.models };
}

const provenBy = (wantsCheck: boolean, { endpoint }: Entrant): { readonly checked?: true } =>
  wantsCheck && endpoint.key !== undefined ? { checked: true } : {};

/** What a question that failed says about a provider: only a refused key and silence change its status. */
function failed(ready: ProviderStatus, failure: Failure): ProviderStatus {
  const status: Status =
    failure.reason === "bad-key"
      ? "key refused"
      : failure.kind === "network" || failure.kind === "timeout"
        ? "unreachable"
        : ready.status;
  return { ...ready, status, failed: true, advice: inWords(failure) };
}

const inWords = ({ message, advice }: Failure): string =>
  advice === undefined ? message : `${message}: ${advice}`;

/** A server that is asked which model it has. One in the cloud only on demand. */
export async function askedStatus(
  base: Base,
  entrant: Entrant,
  { env, local, cloud, wantsModels, wantsCheck }: Questions,
): Promise<ProviderStatus> {
  const { baseUrl, key } = entrant.endpoint;
  const isOwn = entrant.provider === "local" || providerOf(entrant.provider)?.urlEnv !== undefined;
  if (!isOwn && !wantsModels && !wantsCheck) return { ...base, baseUrl, status: "ready" };
  const listing = await listModels(entrant, isOwn ? local : cloud);
  const status: Status = isOwn ? "running" : "ready";
  if (!listing.ok) {
    const { failure } = listing;
    return isOwn
      ? silent(base, entrant, failure, env)
      : failed({ ...base, baseUrl, status }, failure);
  }
  const chosen = chooseModel(entrant, listing.models);
  const known = compact({
    ...base,
    baseUrl,
    status,
    model: chosen.ok ? chosen.model : undefined,
    models: listing.models.length,
    listed: wantsModels ? listing.models : undefined,
    advice: chosen.ok ? undefined : chosen.failure.advice,
  });
  if (!wantsCheck || !chosen.ok || key === undefined) return known;
  const refusal = await checkKey(withModel(entrant, chosen.model), isOwn ? local : cloud);
  return refusal === undefined ? { ...known, checked: true } : failed(known, refusal);
}

/** A server of the user that gave no list of models. */
function silent(
  base: Base,
  { provider, endpoint }: Entrant,
  failure: Failure,
  env: Environment,
): ProviderStatus {
  const isSet = urlVariable(provider, env) !== undefined;
  const isRefused = failure.reason === "bad-key";
  const refused: Status = endpoint.key === undefined ? "no key" : "key refused";
  const status: Status = isRefused ? refused : "not running";
  return compact({
    ...base,
    baseUrl: endpoint.baseUrl,
    status,
    missing: isRefused || isSet ? undefined : providerOf(provider)?.urlEnv?.[0],
    advice: isSet && !isRefused ? inWords(blameVariable(failure, provider, env)) : failure.advice,
  });
}
