import { RunError, UsageError } from "../core/errors.ts";
import { discoverModel } from "../providers/discovery.ts";
import type { Ask } from "../providers/discovery.ts";
import { resolveTargets, withModel } from "../providers/resolve.ts";
import type { Entrant, Resolution, ResolvedTarget } from "../providers/resolve.ts";
import type { Log } from "../terminal/log.ts";
import { ask } from "../wire/ask.ts";
import type { Transport } from "../wire/transport.ts";
import type { TargetOptions } from "./target-options.ts";

/** How long a server may take to say which models it has. */
const LIST_TIMEOUT_MS = 5000;
/** The same for one that nobody named: a local server answers at once or is not there. */
const GUESS_TIMEOUT_MS = 300;

/** A target that cannot race, and why: one line. */
interface Complaint {
  readonly id: string;
  readonly message: string;
  readonly advice: string | undefined;
  readonly resolution: Resolution;
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
  const found = await Promise.all(
    resolutions.map((resolution) => settle(resolution, transport, log)),
  );
  const ready = found.filter((entry) => "target" in entry);
  const complaints = found.filter((entry) => "message" in entry);
  if (ready.length === 0) throw nobodyLeft(complaints, log);
  for (const complaint of complaints) {
    if (complaint.resolution.fromAll) log.debug(inWords(complaint));
    else log.warn(inWords(complaint));
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
      `set a key (${keys.join(", ")}), start Ollama, or try \`speed-kings demo\``,
    );
  }
  const isConfiguration = named.every(
    ({ resolution: { status } }) => status === "no-key" || status === "no-model",
  );
  const Blame = isConfiguration ? UsageError : RunError;
  const [only, ...others] = named;
  if (only !== undefined && others.length === 0) {
    return new Blame(`${only.id}: ${only.message}`, only.advice);
  }
  for (const complaint of named) log.error(inWords(complaint));
  return new Blame("none of the named targets can run", "see above, and `speed-kings list`");
}

const inWords = ({ id, message, advice }: Complaint): string =>
  `${id}: ${message}${advice === undefined ? "" : `: ${advice}`}`;

/** How to name a model of a target. */
const toPick = ({ id, provider, endpoint }: Entrant): string =>
  provider === "openai-compatible" ? `${id}=${endpoint.baseUrl}#MODEL` : `${provider}/MODEL`;

async function settle(
  resolution: Resolution,
  transport: Transport,
  log: Log,
): Promise<ResolvedTarget | Complaint> {
  const { id } = resolution;
  switch (resolution.status) {
    case "ready":
      return resolution.resolved;
    case "needs-model": {
      const timeoutMs = resolution.fromAll ? GUESS_TIMEOUT_MS : LIST_TIMEOUT_MS;
      const asking: Ask = (request) => ask(transport, request, timeoutMs);
      const discovery = await discoverModel(resolution.entrant, asking);
      if (!discovery.ok) {
        const { message, advice } = discovery.failure;
        return { id, message, advice, resolution };
      }
      if (discovery.others > 0) {
        log.info(
          `${id}: racing ${discovery.model}; ${discovery.others} more models are there (${toPick(resolution.entrant)} picks one)`,
        );
      }
      return withModel(resolution.entrant, discovery.model);
    }
    case "no-key":
    case "no-model": {
      const { message, advice } = resolution;
      return { id, message, advice, resolution };
    }
  }
}
