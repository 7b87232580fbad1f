import type { Target } from "../core/plan.ts";
import type { Dialect, Endpoint, Quirks } from "./dialect.ts";

/** Where a target's requests go, whatever its model will be. Holds the key: never saved. */
export interface Entrant {
  readonly id: string;
  /** Row of the table, or `openai-compatible`. */
  readonly provider: string;
  readonly dialect: Dialect;
  readonly endpoint: Endpoint;
  readonly quirks: Quirks;
}

/** A target with everything needed to send it requests. Holds the key: never saved. */
export interface ResolvedTarget {
  readonly target: Target;
  readonly dialect: Dialect;
  readonly endpoint: Endpoint;
  readonly quirks: Quirks;
}
