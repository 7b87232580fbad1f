import type { ListedModel } from "../providers/dialect.ts";
import type { Ask } from "../providers/discovery.ts";
import type { Environment } from "../providers/keys.ts";

export type Status = "ready" | "no key" | "key refused" | "unreachable" | "running" | "not running";

/** One provider as `list` shows it. */
export interface ProviderStatus {
  readonly id: string;
  readonly label: string;
  readonly status: Status;
  /** Variables that may hold its key; empty when none is needed. */
  readonly keyEnv: readonly string[];
  readonly model?: string;
  /** How many models it has, where it was asked. */
  readonly models?: number;
  /** The models themselves, with `--models`. */
  readonly listed?: readonly ListedModel[];
  readonly baseUrl: string;
  /** The variable that has to be set before it can run. */
  readonly missing?: string;
  /** What runs on this machine, and where: `llama.cpp at 127.0.0.1:8080`. */
  readonly server?: string;
  /** True when a call has just proved the key. */
  readonly checked?: true;
  /** A question was put to it, and was not answered as it should. */
  readonly failed?: true;
  /** What to do to make it run, or what went wrong with a question. */
  readonly advice?: string;
}

export interface Questions {
  /** Where variables with the addresses of servers are looked up. */
  readonly env: Environment;
  /** For looking which servers run on this machine: gives up soon. */
  readonly probe: Ask;
  /** For servers of the user. */
  readonly local: Ask;
  /** For everybody else; never used unless one of the two is wanted. */
  readonly cloud: Ask;
  readonly wantsModels: boolean;
  readonly wantsCheck: boolean;
}

/** What is known of a provider before anything is asked. */
export type Base = Pick<ProviderStatus, "id" | "label" | "keyEnv" | "baseUrl">;
