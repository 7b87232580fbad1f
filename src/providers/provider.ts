import type { Dialect, Hints, Quirks } from "./dialect.ts";

/** A provider, as one row of the table. Data only: a new one that speaks a known dialect needs no code. */
export interface Provider {
  /** As people write the name. */
  readonly label: string;
  readonly dialect: Dialect;
  /**
   * Without a slash at its end. `{VARIABLE}` stands for a word that the user has to set in the environment (an account, a region),
   * `{A,B}` for the first of two, `{A=word}` for one with a default.
   */
  readonly baseUrl: string;
  /** Other places, tried in this order before `baseUrl`: the first whose variables are all set is taken. */
  readonly places?: readonly Place[];
  /** Variables that may hold the key; the first is the one to advise. Empty: no key is needed. */
  readonly keyEnv: readonly string[];
  /** Runs without a key, too. */
  readonly keyIsOptional?: true;
  /** Header that carries the key as it is; absent: `Authorization: Bearer KEY`. */
  readonly keyHeader?: string;
  /** Where to get a key. */
  readonly keyPage?: string;
  /** Variables that may hold another base URL, the first one set wins. Only for servers that the user runs. */
  readonly urlEnv?: readonly string[];
  /** Id of the model that is raced when none is named. Absent: found by asking the server. */
  readonly defaultModel?: string;
  /** What to do where a model has to be named, because no list tells which ones the account has. */
  readonly nameAdvice?: string;
  readonly quirks?: Quirks;
  /** Other names that people type. */
  readonly aliases?: readonly string[];
  /** Whole address of the list of models, with variables as in `baseUrl`, where it is not `/models` below it. */
  readonly modelsUrl?: string;
  /** Who may read the list of models: `key` (the default) needs a valid key, `public` nobody, `none`: there is no list. */
  readonly modelList?: "key" | "public" | "none";
  /** A path below the base URL that tells for nothing whether the key is good, where the list of models does not. */
  readonly keyCheckPath?: string;
  /** `provider/model@upstream` pins the server behind a gateway, in the words of this gateway. */
  readonly pin?: "openrouter";
  /** Not part of `all`: the same models and key as another row. */
  readonly onlyWhenNamed?: true;
  readonly hints?: Hints;
  /** What to do when nothing answers at the base URL, for servers that the user runs. */
  readonly startAdvice?: string;
  /** What to do when the server has no model at all. */
  readonly emptyAdvice?: string;
}

export interface Place {
  /** As `baseUrl`; a variable at its beginning holds a whole URL. */
  readonly baseUrl: string;
  /** Added to the row's own. */
  readonly quirks?: Quirks;
}
