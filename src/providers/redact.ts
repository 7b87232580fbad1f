import type { Failure } from "../core/failure.ts";
import { Secret } from "../core/secret.ts";
import type { Endpoint } from "./dialect.ts";

/** Shortest piece of a key that is worth hiding. Pieces this long of a key do not occur in prose by chance. */
const FRAGMENT = 8;
/** What is shorter guards nothing ("x" for a local server), and its removal would tear words apart. */
const SHORTEST_KEY = 4;
const MARK = "[key]";

/**
 * `text` without the secret, and without any piece of it of at least 8 characters: providers echo keys, whole ("Incorrect API key
 * provided: sk-…") or shortened in the middle. A secret of 4 to 7 characters is removed only as a whole, a shorter one not at all.
 */
export function redact(text: string, secret: Secret): string {
  const value = secret.reveal();
  if (value.length < SHORTEST_KEY) return text;
  if (value.length < FRAGMENT) return text.replaceAll(value, MARK);
  const hidden = new Set<number>();
  const pieces = new Set<string>();
  for (let at = 0; at + FRAGMENT <= value.length; at++) pieces.add(value.slice(at, at + FRAGMENT));
  for (let at = 0; at + FRAGMENT <= text.length; at++) {
    if (!pieces.has(text.slice(at, at + FRAGMENT))) continue;
    for (let covered = at; covered < at + FRAGMENT; covered++) hidden.add(covered);
  }
  if (hidden.size === 0) return text;
  let shown = "";
  for (let at = 0; at < text.length; at++) {
    if (!hidden.has(at)) shown += text[at]!;
    else if (!hidden.has(at - 1)) shown += MARK;
  }
  return shown;
}

/** The failure with the secret removed from everything that a provider may have written into it. */
export function redactFailure<F extends Failure>(failure: F, secret: Secret | undefined): F {
  if (secret === undefined) return failure;
  return {
    ...failure,
    message: redact(failure.message, secret),
    ...("code" in failure && failure.code !== undefined
      ? { code: redact(failure.code, secret) }
      : undefined),
    ...(failure.advice === undefined ? undefined : { advice: redact(failure.advice, secret) }),
    ...(failure.parameter === undefined
      ? undefined
      : { parameter: redact(failure.parameter, secret) }),
  };
}

const SECRET_NAME = /auth|key|token|secret|cookie|pass|cred/i;

/**
 * A name that a server gave (of a model, of a request) without the endpoint's key, and without the values of added headers that
 * sound secret: any other value may well be part of a name.
 */
export const redactName = (text: string, endpoint: Endpoint): string =>
  secretsOf(endpoint, SECRET_NAME).reduce(redact, text);

function secretsOf({ key, headers = {} }: Endpoint, names?: RegExp): readonly Secret[] {
  const added = Object.entries(headers)
    .filter(([name]) => names?.test(name) ?? true)
    .map(([, value]) => new Secret(value));
  return key === undefined ? added : [key, ...added];
}

/** The failure without the endpoint's key, and without the values of the headers that the user added: they may be keys, too. */
export function redactFor<F extends Failure>(failure: F, endpoint: Endpoint | undefined): F {
  if (endpoint === undefined) return failure;
  return secretsOf(endpoint).reduce(redactFailure, failure);
}
