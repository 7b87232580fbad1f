import type { GateResult } from "../core/gate-result.ts";
import { gateLine } from "../output/gate-lines.ts";
import type { Log } from "../terminal/log.ts";

/** Says what came of gates on stderr, a line each: a missed one is an error, so that it is said even with `--quiet`. */
export function reportGates(results: readonly GateResult[], log: Log): void {
  for (const result of results) {
    const line = gateLine(result);
    if (result.outcome === "missed") log.error(line);
    else if (result.outcome === "inconclusive") log.warn(line);
    else log.debug(line);
  }
}
