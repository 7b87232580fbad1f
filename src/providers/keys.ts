import { UsageError } from "../core/errors.ts";
import { isLoopback } from "../core/loopback.ts";
import { Secret } from "../core/secret.ts";
import type { Endpoint } from "./dialect.ts";
import { shownVariable } from "./key-env.ts";

/** Environment variables, as plain data. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What can stand in a header. A key with anything else would be named in the error of whoever tries to send it. */
const SENDABLE = /^[\u0021-\u007e]+$/;

export interface FoundKey {
  readonly key: Secret;
  /** The variable that holds it. */
  readonly variable: string;
}

/**
 * The key in the first of `variables` that holds something; undefined when none does.
 * @throws UsageError when it holds what cannot be a key.
 */
export function findKey(
  environment: Environment,
  variables: readonly string[],
): FoundKey | undefined {
  for (const variable of variables) {
    const value = environment[variable]?.trim();
    if (value === undefined || value === "") continue;
    if (!SENDABLE.test(value)) {
      throw new UsageError(
        `${shownVariable(variable)} holds a character that no key has`,
        "copy the key again: it is one word, without blanks or line breaks",
      );
    }
    return { key: new Secret(value), variable };
  }
  return undefined;
}

/** An endpoint, with the key and the name of its variable where there are any. */
export const withKey = (baseUrl: string, found: FoundKey | undefined): Endpoint =>
  found === undefined ? { baseUrl } : { baseUrl, key: found.key, keyEnv: found.variable };

/** @throws UsageError when the endpoint's key would travel readable to another machine. */
export function refuseOpenKey({ key, baseUrl }: Endpoint, of: string): void {
  if (key === undefined || new URL(baseUrl).protocol !== "http:" || isLoopback(baseUrl)) return;
  throw new UsageError(
    `the key of ${of} would go over plain http, where anybody on the way can read it`,
    "use an https:// URL, or add --insecure if you trust the network",
  );
}
