import { RunError, UsageError } from "../core/errors.ts";
import { discoverModel } from "../providers/discovery.ts";
import type { Ask } from "../providers/discovery.ts";
import { resolveTargets, withModel } from "../providers/resolve.ts";
import type { Resolution, ResolvedTarget } from "../providers/resolve.ts";
import type { Log } from "../terminal/log.ts";
import { ask } from "../wire/ask.ts";
import type { Transport } from "../wire/transport.ts";
import type { TargetOptions } from "./target-options.ts";

/** How long a server may take to say which models it has. */
const LIST_TIMEOUT_MS = 5000;
/** The same for one that nobody named: a local server answers at once or is not there. */
const GUESS_TIMEOUT_MS = 300;

/**
 * The targets that can race, in the order asked for. One that was named and cannot is a warning, one that only `all` stood for is
 * left out in silence.
 * @throws UsageError when nobody is left.
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
  const ready = found.filter((entry) => entry !== undefined);
  if (ready.length > 0) return ready;
  if (resolutions.every(({ fromAll }) => fromAll)) {
    const names = resolutions.flatMap((one) => (one.status === "no-key" ? [one.keyEnv] : []));
    throw new UsageError(
      "no provider can run here yet",
      `set a key (${names.join(", ")}), start Ollama, or try \`speed-kings demo\``,
    );
  }
  const isConfiguration = resolutions.every(
    ({ status }) => status === "no-key" || status === "no-model",
  );
  throw new (isConfiguration ? UsageError : RunError)(
    "none of the named targets can run",
    "see the warnings above, and `speed-kings list`",
  );
}

async function settle(
  resolution: Resolution,
  transport: Transport,
  log: Log,
): Promise<ResolvedTarget | undefined> {
  const complain = (message: string, advice: string | undefined): undefined => {
    const text = `${resolution.id}: ${message}${advice === undefined ? "" : `: ${advice}`}`;
    if (resolution.fromAll) log.debug(text);
    else log.warn(text);
    return undefined;
  };
  switch (resolution.status) {
    case "ready":
      return resolution.resolved;
    case "needs-model": {
      const timeoutMs = resolution.fromAll ? GUESS_TIMEOUT_MS : LIST_TIMEOUT_MS;
      const asking: Ask = (request) => ask(transport, request, timeoutMs);
      const discovery = await discoverModel(resolution.entrant, asking);
      if (!discovery.ok) return complain(discovery.failure.message, discovery.failure.advice);
      if (discovery.others > 0) {
        log.info(
          `${resolution.id}: racing ${discovery.model}; ${discovery.others} more models are there (${resolution.id}/MODEL picks one)`,
        );
      }
      return withModel(resolution.entrant, discovery.model);
    }
    case "no-key":
    case "no-model":
      return complain(resolution.message, resolution.advice);
  }
}
