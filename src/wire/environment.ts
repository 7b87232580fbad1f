import type { Connections } from "./transport.ts";

/** Requests of one process that Bun's fetch lets run at once; the others wait in a queue that nothing shows. */
const DEFAULT_CAP = 256;
/** The largest value that Bun takes; at a larger one it falls back to 256. */
const LARGEST_CAP = 65_535;
/** Room for what runs beside the planned requests: a probe, an aborted request that has not quite ended. */
const SPARE = 32;
const NO_TLS_SESSIONS = "BUN_FEATURE_FLAG_DISABLE_FETCH_TLS_SESSION_CACHE";

/** What must change in the environment before the program starts, for all planned requests to run at once. */
export interface EnvironmentChange {
  readonly set: Readonly<Record<string, string>>;
  readonly unset: readonly string[];
}

/**
 * Undefined when `env` is fine as it is for `parallelRequests` at once. Otherwise the program has to be started anew with the
 * change made: Bun reads these variables once, at the start, so setting them in the running process does nothing. With the
 * change made the answer is always undefined, so a program that starts itself anew does so once.
 *
 * Cold connections must do the whole TLS handshake, and Bun resumes the session of an earlier connection behind our back: every
 * second handshake of a row was a short one.
 *
 * `BUN_CONFIG_VERBOSE_FETCH=curl`, which prints keys, is no reason: the transport silences it for each request. It goes where
 * a new start is needed anyway.
 */
export function neededEnvironment(
  env: Readonly<Record<string, string | undefined>>,
  parallelRequests: number,
  connections: Connections = "warm",
): EnvironmentChange | undefined {
  const needed = Math.min(parallelRequests + SPARE, LARGEST_CAP);
  const set: Record<string, string> = {};
  if (capOf(env["BUN_CONFIG_MAX_HTTP_REQUESTS"]) < needed) {
    set["BUN_CONFIG_MAX_HTTP_REQUESTS"] = String(needed);
  }
  if (connections === "cold" && env[NO_TLS_SESSIONS] !== "1") set[NO_TLS_SESSIONS] = "1";
  if (Object.keys(set).length === 0) return undefined;
  return {
    set,
    unset: env["BUN_CONFIG_VERBOSE_FETCH"] === undefined ? [] : ["BUN_CONFIG_VERBOSE_FETCH"],
  };
}

// By experiment with Bun 1.4.5: "0", "65536", "", " 400" and "400x" all give 256 (and a line of warning); "+400" and "4_00"
// give 400, but nobody writes that, and a needless new start costs 4 ms.
function capOf(value: string | undefined): number {
  if (value === undefined || !/^\d+$/.test(value)) return DEFAULT_CAP;
  const cap = Number(value);
  return cap >= 1 && cap <= LARGEST_CAP ? cap : DEFAULT_CAP;
}
