import { isLoopback } from "../core/loopback.ts";
import type { FoundServer } from "./find-local.ts";
import type { Environment } from "./keys.ts";
import { ollamaBaseUrl } from "./ollama-host.ts";
import type { Entrant } from "./entrant.ts";

/**
 * The one server that `local` is when the user says where it stands: OLLAMA_URL, wherever it leads, or an OLLAMA_HOST on another
 * machine. Undefined: what runs here has to be found.
 */
export function namedServer(environment: Environment): string | undefined {
  const url = environment["OLLAMA_URL"]?.trim();
  if (url !== undefined && url !== "") return ollamaBaseUrl(url, "OLLAMA_URL");
  const host = environment["OLLAMA_HOST"]?.trim();
  if (host === undefined || host === "") return undefined;
  const base = ollamaBaseUrl(host, "OLLAMA_HOST");
  return isLoopback(base) ? undefined : base;
}

/** A server that was found, as something that can race under this id. */
export const localEntrant = (id: string, { row, origin }: FoundServer): Entrant => ({
  id,
  provider: "local",
  dialect: row.dialect,
  endpoint: {
    baseUrl: `${origin}${row.basePath}`,
    ...(row.modelsPath === undefined ? {} : { modelsUrl: `${origin}${row.modelsPath}` }),
  },
  quirks: {},
});
