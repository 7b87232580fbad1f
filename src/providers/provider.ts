import type { Dialect, Quirks } from "./dialect.ts";

/** A provider, as one row of the table. Data only: a new one that speaks a known dialect needs no code. */
export interface Provider {
  /** As people write the name. */
  readonly label: string;
  readonly dialect: Dialect;
  /** Without a slash at its end. */
  readonly baseUrl: string;
  /** Variables that may hold the key; the first is the one to advise. Empty: no key is needed. */
  readonly keyEnv: readonly string[];
  /** Where to get a key. */
  readonly keyPage?: string;
  /** Variables that may hold another base URL, the first one set wins. Only for servers that the user runs: no key goes there. */
  readonly urlEnv?: readonly string[];
  /** Id of the model that is raced when none is named. Absent: found by asking the server. */
  readonly defaultModel?: string;
  readonly quirks?: Quirks;
  /** Other names that people type. */
  readonly aliases?: readonly string[];
  /** What to do when nothing answers at the base URL, for servers that the user runs. */
  readonly startAdvice?: string;
  /** What to do when the server has no model at all. */
  readonly emptyAdvice?: string;
}
