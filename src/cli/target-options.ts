import { readFile } from "node:fs/promises";
import { parseEnv } from "node:util";
import { UsageError } from "../core/errors.ts";
import type { Environment } from "../providers/keys.ts";
import { parseTargets } from "../providers/target-spec.ts";
import type { Configured, TargetSpec } from "../providers/target-spec.ts";
import { HEADER_SEPARATOR } from "./benchmark-flags.ts";
import type { GivenFlags } from "./flags.ts";
import { isOn, text } from "./values.ts";

/** Who is to race, as it was asked for. */
export interface TargetOptions {
  readonly specs: readonly TargetSpec[];
  readonly env: Environment;
  readonly model: string | undefined;
  readonly keyEnv: string | undefined;
  readonly headers: readonly string[];
  readonly insecure: boolean;
}

/** @throws UsageError for a word that names no target, or an env file that cannot be read. */
export async function readTargetOptions(
  flags: GivenFlags,
  env: Environment,
): Promise<TargetOptions> {
  const environment = await withEnvFile(flags, env);
  const configured = await readConfigured(flags, environment);
  return {
    specs: parseTargets(text(flags, "providers") ?? "all", configured),
    env: environment,
    headers: text(flags, "header")?.split(HEADER_SEPARATOR) ?? [],
    model: text(flags, "model"),
    keyEnv: text(flags, "key-env"),
    insecure: isOn(flags, "insecure"),
  };
}

/** What the config file says, where the user names one. */
export const readConfigured = async (flags: GivenFlags, env: Environment): Promise<Configured> => {
  const path = text(flags, "config") ?? env["SPEED_KINGS_CONFIG"]?.trim();
  if (path === undefined || path === "") return {};
  return (await import("./config-file.ts")).readConfig(path);
};

/**
 * The environment, and beneath it what `--env-file` names: a variable that is really set wins.
 * @throws UsageError when it cannot be read, or names no variable.
 */
export async function withEnvFile(flags: GivenFlags, env: Environment): Promise<Environment> {
  const path = text(flags, "env-file");
  if (path === undefined) return env;
  const content = await readEnvFile(path);
  const read = parseEnv(content);
  if (Object.keys(read).some((name) => NAME.test(name)) || !SAYS_SOMETHING.test(content)) {
    return { ...read, ...env };
  }
  throw new UsageError(
    `not one line of the env file ${path} is NAME=value`,
    "write a variable a line, such as GROQ_API_KEY=…",
  );
}

const NAME = /^[A-Za-z_]\w*$/;
/** A line that is no comment. */
const SAYS_SOMETHING = /^\s*[^\s#]/m;

async function readEnvFile(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unreadable";
    throw new UsageError(`cannot read the env file ${path} (${code})`, "check the path");
  }
}
