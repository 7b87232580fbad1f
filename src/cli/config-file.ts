import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import { z } from "zod";
import { UsageError } from "../core/errors.ts";
import { nearest } from "../core/suggest.ts";
import { parseBaseUrl } from "../providers/base-url.ts";
import { PROVIDER_NAMES } from "../providers/table.ts";
import type { Configured } from "../providers/target-spec.ts";
import { configComplaint } from "./config-complaint.ts";

/** A target as the config file has it. Keys are named by their variable, and header values may hold `${VARIABLE}`. */
const TARGET = z.strictObject({
  baseUrl: z.string().optional(),
  model: z.string().min(1).optional(),
  keyEnv: z
    .string()
    .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, "is the name of a variable, not a key")
    .optional(),
  headers: z.record(z.string().regex(/^[\w!#$%&'*+.^`|~-]+$/), z.string()).optional(),
  like: z.string().optional(),
});

const CONFIG = z.strictObject({
  targets: z.record(z.string().regex(/^[A-Za-z0-9._-]+$/), TARGET).default({}),
  /** A file of prices, from the folder of the config file. */
  pricing: z.string().min(1).optional(),
});

const FIELDS = { top: Object.keys(CONFIG.shape), target: Object.keys(TARGET.shape) };

const PARSERS: Readonly<Record<string, (text: string) => unknown>> = {
  ".json": (text) => JSON.parse(text),
  ".toml": (text) => Bun.TOML.parse(text),
  ".yaml": (text) => Bun.YAML.parse(text),
  ".yml": (text) => Bun.YAML.parse(text),
};

/**
 * The targets of a config file. It is read only when the user names it: a file that happens to lie in the working folder could send
 * keys to a stranger's host.
 * @throws UsageError when it cannot be read or says what is not understood. Values are not repeated: they may be secrets.
 */
export async function readConfig(path: string): Promise<Configured> {
  const checked = await checkedConfig(path);
  const targets = Object.entries(checked.targets).map(([name, target]) => {
    const { like, baseUrl } = target;
    if (like !== undefined && !PROVIDER_NAMES.includes(like)) {
      throw unknownProvider(path, name, like);
    }
    if (baseUrl === undefined && !PROVIDER_NAMES.includes(name)) {
      throw new UsageError(
        `${path}: the target ${name} has no baseUrl`,
        "add baseUrl: https://host/v1",
      );
    }
    const url = baseUrl === undefined ? undefined : parseBaseUrl(baseUrl, name);
    return [name, { ...target, baseUrl: url }] as const;
  });
  return Object.fromEntries(targets);
}

/**
 * The price file that a config file names, as it names it; undefined when it names none.
 * @throws UsageError like `readConfig`.
 */
export const readConfigPricing = async (path: string): Promise<string | undefined> =>
  (await checkedConfig(path)).pricing;

async function checkedConfig(path: string): Promise<z.infer<typeof CONFIG>> {
  const parse = PARSERS[extname(path).toLowerCase()];
  if (parse === undefined) {
    throw new UsageError(
      `the config file ${path} has no ending that is known`,
      "call it speed-kings.config.json, .toml or .yaml",
    );
  }
  const checked = CONFIG.safeParse(parsed(await textOf(path), parse, path));
  if (checked.success) return checked.data;
  const [issue] = checked.error.issues;
  throw issue === undefined ? checked.error : configComplaint(path, issue, FIELDS);
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unreadable";
    throw new UsageError(`cannot read the config file ${path} (${code})`, "check the path");
  }
}

function parsed(text: string, parse: (text: string) => unknown, path: string): unknown {
  try {
    return parse(text) ?? {};
  } catch {
    throw new UsageError(
      `the config file ${path} is not ${extname(path).slice(1).toUpperCase()}`,
      "check its quotes and brackets",
    );
  }
}

function unknownProvider(path: string, name: string, like: string): UsageError {
  const close = nearest(like, PROVIDER_NAMES);
  return new UsageError(
    `${path}: ${name} is like ${like}, which is no provider`,
    close === undefined ? `known: ${PROVIDER_NAMES.join(", ")}` : `did you mean ${close}?`,
  );
}
