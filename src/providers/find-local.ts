import { isLoopback } from "../core/loopback.ts";
import type { Answer } from "../wire/ask.ts";
import type { Ask } from "./discovery.ts";
import type { Environment } from "./keys.ts";
import { LOCAL_SERVERS, UNKNOWN_SERVER } from "./local-servers.ts";
import type { Answers, LocalServer } from "./local-servers.ts";
import { hostBaseUrl } from "./ollama-host.ts";

/** A server that runs on this machine. */
export interface FoundServer {
  /** Kind, as in `local/ollama`; the port for a kind that is not known, as in `local/9000`. */
  readonly name: string;
  readonly row: LocalServer;
  readonly origin: string;
  /** It answered that it wants a key. */
  readonly wantsKey: boolean;
}

const LOCKED: ReadonlySet<number> = new Set([401, 403]);

const KINDS: readonly (readonly [name: string, row: LocalServer])[] = Object.entries(LOCAL_SERVERS);

/**
 * Every address that is asked: the default port of each kind, and where variables say that one of them listens, as far as that is on
 * this machine. Never another host.
 */
export function localOrigins(environment: Environment): readonly string[] {
  const ports = new Set(KINDS.flatMap(([, { ports: own }]) => own));
  const origins = [...ports].map((port) => `http://127.0.0.1:${port}`);
  const told = KINDS.flatMap(([, { addressEnv = [], ports: own }]) =>
    addressEnv.flatMap((variable) => {
      const value = environment[variable]?.trim();
      if (value === undefined || value === "") return [];
      const address = /^\d+$/.test(value) ? `:${value}` : value;
      const url = hostBaseUrl(address, variable, String(own[0]));
      return isLoopback(url) ? [new URL(url).origin.replace("//localhost", "//127.0.0.1")] : [];
    }),
  );
  return [...new Set([...told, ...origins])];
}

/**
 * The servers that run on this machine, recognised by what they answer: all ports at once, then all questions to those that answered.
 * `ask` should give up soon; what was answered until then decides. Only GETs that load, pull and flush nothing.
 */
export async function findLocalServers(
  ask: Ask,
  origins: readonly string[],
): Promise<readonly FoundServer[]> {
  const found = await Promise.all(origins.map((origin) => recognise(ask, origin)));
  return found.filter((server) => server !== undefined);
}

async function recognise(ask: Ask, origin: string): Promise<FoundServer | undefined> {
  const get = async (path: string): Promise<Answer | undefined> => {
    const headers = { accept: "application/json, text/plain" };
    const answer = await ask({ method: "GET", url: `${origin}${path}`, headers });
    return "kind" in answer ? undefined : answer;
  };
  const root = await get("/");
  if (root === undefined) return undefined;
  const paths = new Set([...KINDS.flatMap(([, { probes }]) => probes), ...UNKNOWN_SERVER.probes]);
  paths.delete("/");
  const asked = await Promise.all([...paths].map(async (path) => [path, await get(path)] as const));
  const given = new Map([...asked, ["/", root] as const]);
  const answers: Answers = {
    any: (path) => given.get(path),
    fine: (path) => (given.get(path)?.status === 200 ? given.get(path) : undefined),
  };
  const isLocked = (path: string): boolean => LOCKED.has(answers.any(path)?.status ?? 0);
  const known = KINDS.find(([, row]) => row.is(answers));
  if (known !== undefined) {
    const [name, row] = known;
    return { name, row, origin, wantsKey: row.probes.some(isLocked) };
  }
  const wantsKey = UNKNOWN_SERVER.probes.some(isLocked);
  if (!wantsKey && !UNKNOWN_SERVER.is(answers)) return undefined;
  return { name: new URL(origin).port, row: UNKNOWN_SERVER, origin, wantsKey };
}

/** `servers` with names that differ: the second of a kind has its port behind the name. */
export function uniquelyNamed(servers: readonly FoundServer[]): readonly FoundServer[] {
  const taken = new Set<string>();
  return servers.map((server) => {
    const name = taken.has(server.name)
      ? `${server.name}-${new URL(server.origin).port}`
      : server.name;
    taken.add(name);
    return { ...server, name };
  });
}
