import { discoverModel, listModels } from "../providers/discovery.ts";
import type { Ask } from "../providers/discovery.ts";
import { findLocalServers, localOrigins, uniquelyNamed } from "../providers/find-local.ts";
import type { FoundServer } from "../providers/find-local.ts";
import type { Environment } from "../providers/keys.ts";
import { localEntrant } from "../providers/local-target.ts";
import { withModel } from "../providers/resolve.ts";
import type { Entrant, ResolvedTarget } from "../providers/entrant.ts";
import type { Resolution } from "../providers/resolve.ts";
import { ask } from "../wire/ask.ts";
import type { Transport } from "../wire/transport.ts";

type Wanted = Resolution & { readonly status: "needs-server" };

/** What became of one local server that was asked for. */
export type LocalOutcome =
  | { readonly resolved: ResolvedTarget; readonly others: number; readonly entrant: Entrant }
  | {
      readonly id: string;
      readonly message: string;
      readonly advice: string | undefined;
      /** Nothing of the kind runs here: as with a key that is missing, there is nobody who could have failed. */
      readonly isAbsent?: true;
    };

/** The servers of this machine, each found once. */
export const localServers = async (
  environment: Environment,
  probe: Ask,
): Promise<readonly FoundServer[]> =>
  uniquelyNamed(await findLocalServers(probe, localOrigins(environment)));

/** A server on this machine answers at once or is not there. */
const LOCAL_PROBE_MS = 300;

/** Asks servers that may not be there: all answers have to come within 300 ms from now. */
export const probeWith = (transport: Transport): Ask => {
  const over = AbortSignal.timeout(LOCAL_PROBE_MS);
  return (request) => ask(transport, request, LOCAL_PROBE_MS, over);
};

/** Those of a kind, named by it or by their port; all of them when no kind is named. */
export const ofKind = (
  servers: readonly FoundServer[],
  kind: string | undefined,
): readonly FoundServer[] =>
  servers.filter(
    ({ name, origin }) => kind === undefined || name === kind || new URL(origin).port === kind,
  );

/** How to reach a server that wants a key: nobody can know which variable holds it. */
export const lockedAdvice = ({ origin, row }: FoundServer): string =>
  `name it with its key: --providers my-server=${origin}${row.basePath} --key-env VARIABLE`;

/**
 * The targets that a `local`, `local/server` or `local/model` stands for: every server that runs here, the one of that kind, or those
 * that have the model. One of them keeps the short id; several are told apart by their kind.
 */
export async function settleLocal(
  { id, server, model }: Wanted,
  servers: readonly FoundServer[],
  question: Ask,
): Promise<readonly LocalOutcome[]> {
  const candidates = ofKind(servers, server);
  if (candidates.length === 0) return [nobody(id, server, servers)];
  const chosen =
    model === undefined || server !== undefined
      ? candidates
      : await having(model, candidates, question);
  if (chosen.length === 0) return [noModel(id, model ?? "", candidates)];
  const named = (found: FoundServer): string =>
    chosen.length === 1 || server !== undefined ? id : `${id}/${found.name}`;
  return Promise.all(chosen.map((found) => settleServer(named(found), found, model, question)));
}

async function settleServer(
  id: string,
  server: FoundServer,
  model: string | undefined,
  question: Ask,
): Promise<LocalOutcome> {
  const entrant = localEntrant(id, server);
  const { baseUrl } = entrant.endpoint;
  if (server.wantsKey) {
    return {
      id,
      message: `the server at ${baseUrl} wants a key`,
      advice: lockedAdvice(server),
    };
  }
  if (model !== undefined) return { resolved: withModel(entrant, model), others: 0, entrant };
  const discovery = await discoverModel(entrant, question);
  if (!discovery.ok) {
    const { message, advice } = discovery.failure;
    return { id, message, advice };
  }
  return { resolved: withModel(entrant, discovery.model), others: discovery.others, entrant };
}

async function having(
  model: string,
  servers: readonly FoundServer[],
  question: Ask,
): Promise<readonly FoundServer[]> {
  const lists = await Promise.all(
    servers.map(async (server) => {
      const listing = await listModels(localEntrant(server.name, server), question);
      return listing.ok ? listing.models.map(({ id }) => id) : [];
    }),
  );
  return servers.filter(
    (_, index) => lists[index]?.some((id) => id === model || id === `${model}:latest`) === true,
  );
}

const nobody = (
  id: string,
  server: string | undefined,
  others: readonly FoundServer[],
): LocalOutcome => ({
  id,
  isAbsent: true,
  message:
    server === undefined
      ? "nothing on this machine serves a language model"
      : `no server of the kind ${server} runs on this machine`,
  advice:
    others.length > 0
      ? `these do: ${others.map(({ name }) => `local/${name}`).join(", ")}`
      : "start one, such as Ollama or LM Studio, or name its address: --providers my-server=http://127.0.0.1:PORT/v1",
});

const noModel = (id: string, model: string, servers: readonly FoundServer[]): LocalOutcome => ({
  id,
  message: `no local server has the model ${model}`,
  advice: servers.some(({ name }) => name === "ollama")
    ? `get it with \`ollama pull ${model}\`, or see \`speed-kings list --models local\``
    : "see `speed-kings list --models local`",
});
