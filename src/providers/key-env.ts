import { UsageError } from "../core/errors.ts";
import { nearest } from "../core/suggest.ts";
import { providerName } from "./table.ts";
import type { TargetSpec } from "./target-spec.ts";

/** What `--key-env` says: a variable for the one target given by URL, and variables by target name. */
interface KeyVariables {
  readonly single?: string;
  readonly byName: ReadonlyMap<string, string>;
}

const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]*$/;

/**
 * Reads `NAME` or `target=NAME,target2=NAME2`. What was typed is never repeated in an error: it may be the key itself.
 * @throws UsageError when it is not of that form.
 */
function parseKeyEnv(text: string): KeyVariables {
  const byName = new Map<string, string>();
  let single: string | undefined;
  for (const entry of text.split(",").map((word) => word.trim())) {
    if (entry === "") continue;
    const equals = entry.indexOf("=");
    const variable = entry.slice(equals + 1).trim();
    if (!VARIABLE.test(variable)) {
      throw new UsageError(
        "--key-env wants the name of an environment variable, not a key",
        "write --key-env MY_KEY, or --key-env target=MY_KEY",
      );
    }
    if (equals !== -1) {
      byName.set(entry.slice(0, equals).trim(), variable);
      continue;
    }
    if (single !== undefined) throw ambiguous();
    single = variable;
  }
  return single === undefined ? { byName } : { single, byName };
}

const ambiguous = (): UsageError =>
  new UsageError(
    "--key-env does not say for which target",
    "write --key-env target=VARIABLE,target2=VARIABLE2",
  );

/**
 * The variable that `--key-env` gives to each target, by id. A bare variable is for the one target that is given by URL.
 * @throws UsageError when it is malformed, or names no target of this run.
 */
export function keyVariables(
  text: string | undefined,
  specs: readonly TargetSpec[],
  ids: readonly string[],
): ReadonlyMap<string, string> {
  const given = parseKeyEnv(text ?? "");
  const found = new Map<string, string>();
  if (given.single !== undefined) {
    const urls = ids.filter((_, index) => specs[index]?.kind === "url");
    if (urls.length > 1) throw ambiguous();
    if (urls[0] === undefined) {
      throw new UsageError(
        "--key-env names a variable, but no target is given by URL",
        "add name=https://host/v1 to --providers, or write --key-env provider=VARIABLE",
      );
    }
    found.set(urls[0], given.single);
  }
  for (const [name, variable] of given.byName) {
    const matching = ids.filter((id, index) => id === name || isOf(specs[index], name));
    if (matching.length === 0) throw nobody(name, ids);
    for (const id of matching) found.set(id, variable);
  }
  return found;
}

const isOf = (spec: TargetSpec | undefined, name: string): boolean =>
  spec?.kind === "provider" && spec.provider === providerName(name);

function nobody(name: string, ids: readonly string[]): UsageError {
  const close = nearest(name, ids);
  return new UsageError(
    `--key-env names a key for ${name}, which is no target of this run`,
    close === undefined ? `targets: ${ids.join(", ")}` : `did you mean ${close}?`,
  );
}

/** For advice: the name of a variable, unless it might be a key that was typed in its place. */
export const shownVariable = (variable: string): string =>
  /^[A-Z][A-Z0-9_]*$/.test(variable) ? variable : "the variable that --key-env names";
