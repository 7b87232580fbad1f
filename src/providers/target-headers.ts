import { UsageError } from "../core/errors.ts";
import type { Environment } from "./keys.ts";
import { providerName } from "./table.ts";
import type { TargetSpec } from "./target-spec.ts";

/** `[target=]Name: value`, the name as RFC 9110 allows it. */
const LINE = /^(?:([A-Za-z0-9._/@:-]+)=)?([A-Za-z0-9!#$%&'*+.^_`|~-]+):[ \t]*(.*)$/s;
const SENDABLE = /^[\u0020-\u007e]*$/;
const REFERENCE = /\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g;

/**
 * What `--header` adds to the requests of each target, by id. Without a target's name a header is for the one target given by URL: it
 * may be a secret, and goes only to whom the user named together with it. `${VARIABLE}` in a value is that variable of the environment.
 * A value is never repeated in an error.
 * @throws UsageError when it is malformed, or names no target of this run.
 */
export function targetHeaders(
  lines: readonly string[],
  specs: readonly TargetSpec[],
  ids: readonly string[],
  environment: Environment,
): ReadonlyMap<string, Readonly<Record<string, string>>> {
  const found = new Map<string, Record<string, string>>();
  for (const line of lines) {
    const [, target, name, written] = LINE.exec(line.trim()) ?? [];
    if (name === undefined || written === undefined) {
      throw new UsageError(
        "--header is not of the form 'Name: value'",
        "write --header 'Name: value', or --header 'target=Name: value'",
      );
    }
    const value = expand(written, name, environment);
    for (const id of whose(target, name, specs, ids)) {
      found.set(id, { ...found.get(id), [name.toLowerCase()]: value });
    }
  }
  return found;
}

/** @throws UsageError for a variable that is not set, or a value that cannot be sent. */
export function expand(written: string, name: string, environment: Environment): string {
  const value = written.replaceAll(REFERENCE, (_, variable: string) => {
    const held = environment[variable]?.trim();
    if (held === undefined || held === "") {
      throw new UsageError(
        `${variable}, wanted for the header ${name}, is not set`,
        `set ${variable}`,
      );
    }
    return held;
  });
  if (SENDABLE.test(value)) return value.trim();
  throw new UsageError(
    `the value of the header ${name} holds a character that no header has`,
    "a header is one line of ASCII",
  );
}

function whose(
  target: string | undefined,
  name: string,
  specs: readonly TargetSpec[],
  ids: readonly string[],
): readonly string[] {
  if (target !== undefined) {
    const matching = ids.filter((id, index) => {
      const spec = specs[index];
      return id === target || (spec?.kind === "provider" && spec.provider === providerName(target));
    });
    if (matching.length > 0) return matching;
    throw new UsageError(
      `--header names ${target}, which is no target of this run`,
      `targets: ${ids.join(", ")}`,
    );
  }
  const urls = ids.filter((_, index) => specs[index]?.kind === "url");
  if (urls.length === 1) return urls;
  throw new UsageError(
    `--header ${name} does not say for which target`,
    `write --header 'target=${name}: value'`,
  );
}
