import { RunError, UsageError } from "../core/errors.ts";
import { discoverModel } from "../providers/discovery.ts";
import type { Ask } from "../providers/discovery.ts";
import type { FoundServer } from "../providers/find-local.ts";
import { resolveTargets, withModel } from "../providers/resolve.ts";
import type { Entrant, ResolvedTarget } from "../providers/entrant.ts";
import type { Environment } from "../providers/keys.ts";
import type { Resolution } from "../providers/resolve.ts";
import type { Log } from "../terminal/log.ts";
import { ask } from "../wire/ask.ts";
import type { Transport } from "../wire/transport.ts";
import { localServers, probeWith, settleLocal } from "./local-targets.ts";
import type { TargetOptions } from "./target-options.ts";
import { blameVariable } from "./url-variable.ts";

/** How long a server may take to say which models it has. */
const LIST_TIMEOUT_MS = 5000;
/** The same for one that nobody named. Where nothing listens the system says so at once, so only a host that is gone costs this. */
const GUESS_TIMEOUT_MS = 2000;

/** A target that cannot race, and why: one line. */
interface Complaint {
  readonly id: string;
  readonly message: string;
  readonly advice: string | undefined;
  readonly resolution: Resolution;
  /** No server of the kind runs on this machine. */
  readonly isAbsent?: true;
}

/**
 * The targets that can race, in the order asked for. One that was named and cannot is a warning, one that only `all` stood for is
 * left out in silence.
 * @throws UsageError or RunError when nobody is left, by whether the user or a server is to blame.
 */
export async function findTargets(
  wanted: TargetOptions,
  transport: Transport,
  log: Log,
): Promise<readonly ResolvedTarget[]> {
  const resolutions = resolveTargets(wanted.specs, wanted.env, wanted);
  const isLocal = resolutions.some(({ status }) => status === "needs-server");
  const servers = isLocal ? await localServers(wanted.env, probeWith(transport)) : [];
  const found = await Promise.all(
    resolutions.map((resolution) =>
      settle(resolution, { servers, transport, log, env: wanted.env }),
    ),
  );
  const ready = withoutRepeats(found.flat().filter((entry) => "target" in entry));
  const complaints = found.flat().filter((entry) => "message" in entry);
  if (ready.length === 0) throw nobodyLeft(complaints, log);
  for (const complaint of complaints) {
    if (!complaint.resolution.fromAll) log.warn(inWords(complaint));
    // Who could run and lacks the model that was asked for is told, not left out in silence.
    else if (complaint.resolution.status === "no-model" && wanted.model !== undefined)
      log.info(inWords(complaint));
    else log.debug(inWords(complaint));
  }
  return ready;
}

/** The error that ends the program. What stands in the way of each named target is said even when only errors are. */
function nobodyLeft(complaints: readonly Complaint[], log: Log): UsageError | RunError {
  const named = complaints.filter(({ resolution }) => !resolution.fromAll);
  if (named.length === 0) {
    for (const complaint of complaints) log.debug(inWords(complaint));
    const keys = complaints.flatMap(({ resolution }) =>
      resolution.status === "no-key" ? [resolution.keyEnv] : [],
    );
    return new UsageError(
      "no provider can run here yet",
      `set a key (${someOf(keys)}), start Ollama, or try \`speed-kings demo\``,
    );
  }
  const isConfiguration = named.every(
    ({ resolution: { status }, isAbsent }) =>
      isAbsent === true || status === "no-key" || status === "no-model",
  );
  const Blame = isConfiguration ? UsageError : RunError;
  const [only, ...others] = named;
  if (only !== undefined && others.length === 0) {
    return new Blame(`${only.id}: ${only.message}`, only.advice);
  }
  for (const complaint of named) log.error(inWords(complaint));
  return new Blame("none of the named targets can run", "see above, and `speed-kings list`");
}

/** `local` and `local/ollama` may lead to the same server. */
const withoutRepeats = (targets: readonly ResolvedTarget[]): readonly ResolvedTarget[] =>
  targets.filter(
    ({ target, endpoint }, index) =>
      target.provider !== "local" ||
      index ===
        targets.findIndex(
          (other) =>
            other.endpoint.baseUrl === endpoint.baseUrl && other.target.model === target.model,
        ),
  );

const NAMED_KEYS = 5;

const someOf = (keys: readonly string[]): string =>
  keys.length <= NAMED_KEYS
    ? keys.join(", ")
    : `${keys.slice(0, NAMED_KEYS).join(", ")} or another of \`speed-kings list\``;

const inWords = ({ id, message, advice }: Complaint): string =>
  `${id}: ${message}${advice === undefined ? "" : `: ${advice}`}`;

/** How to name a model of a target. */
const toPick = ({ id, provider, endpoint }: Entrant): string => {
  if (provider === "openai-compatible") return `${id}=${endpoint.baseUrl}#MODEL`;
  return provider === "local" ? `${id}/MODEL` : `${provider}/MODEL`;
};

interface Means {
  readonly servers: readonly FoundServer[];
  readonly transport: Transport;
  readonly log: Log;
  readonly env: Environment;
}

async function settle(
  resolution: Resolution,
  { servers, transport, log, env }: Means,
): Promise<ResolvedTarget | Complaint | readonly (ResolvedTarget | Complaint)[]> {
  const { id } = resolution;
  switch (resolution.status) {
    case "ready":
      return resolution.resolved;
    case "needs-model": {
      const timeoutMs = resolution.fromAll ? GUESS_TIMEOUT_MS : LIST_TIMEOUT_MS;
      const asking: Ask = (request) => ask(transport, request, timeoutMs);
      const discovery = await discoverModel(resolution.entrant, asking);
      if (!discovery.ok) {
        const { provider } = resolution.entrant;
        const { message, advice } = blameVariable(discovery.failure, provider, env);
        return { id, message, advice, resolution };
      }
      tellOthers(resolution.entrant, discovery.model, discovery.others, log);
      return withModel(resolution.entrant, discovery.model);
    }
    case "needs-server": {
      const asking: Ask = (request) => ask(transport, request, LIST_TIMEOUT_MS);
      const outcomes = await settleLocal(resolution, servers, asking);
      return outcomes.map((outcome) => {
        if (!("resolved" in outcome)) return { ...outcome, resolution };
        const { resolved, entrant, others } = outcome;
        tellOthers(entrant, resolved.target.model, others, log);
        return resolved;
      });
    }
    case "no-key":
    case "no-model": {
      const { message, advice } = resolution;
      return { id, message, advice, resolution };
    }
  }
}

function tellOthers(entrant: Entrant, model: string, others: number, log: Log): void {
  if (others === 0) return;
  log.info(
    `${entrant.id}: racing ${model}; ${others} more models are there (${toPick(entrant)} picks one)`,
  );
}
