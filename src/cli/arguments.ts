import { UsageError } from "../core/errors.ts";
import { nearest } from "../core/suggest.ts";
import type { CommandRow } from "./command.ts";
import { COMMON_FLAGS } from "./flags.ts";
import type { Flag, Flags } from "./flags.ts";

/** Arguments in the one form that cannot be misread: `--name=value`, `--name`, `--no-name`, and then what is no flag. */
export interface NormalArguments {
  readonly flags: readonly string[];
  readonly positionals: readonly string[];
}

interface FoundFlag {
  readonly name: string;
  readonly flag: Flag;
}

/**
 * Checks what was typed against the flags of a command and writes it in normal form. citty alone accepts unknown flags in silence,
 * keeps the last of repeated ones and reads `--iterations -3` as two flags.
 * @throws UsageError for an unknown flag (with the nearest known one), a missing or unwanted value, a repetition.
 */
export function normalise(raw: readonly string[], command: CommandRow): NormalArguments {
  const known: Flags = { ...command.flags, ...COMMON_FLAGS };
  const switches: string[] = [];
  const values = new Map<string, string[]>();
  const positionals: string[] = [];
  for (let index = 0; index < raw.length; index++) {
    const token = raw[index]!;
    if (token === "--") {
      positionals.push(...raw.slice(index + 1));
      break;
    }
    if (!token.startsWith("-") || token === "-") {
      positionals.push(token);
      continue;
    }
    const [written, inline] = split(token);
    const negated = negatedFlag(written, known);
    if (negated !== undefined) {
      switches.push(`--no-${negated}`);
      continue;
    }
    const { name, flag } = find(written, known);
    if (flag.type === "boolean") {
      if (inline !== undefined) {
        throw new UsageError(`--${name} takes no value, not "${inline}"`, `write just --${name}`);
      }
      switches.push(`--${name}`);
      continue;
    }
    const value = inline ?? raw[++index];
    if (value === undefined || (inline === undefined && looksLikeFlag(value, known))) {
      throw new UsageError(`--${name} needs a value`, `write --${name} ${flag.value ?? "VALUE"}`);
    }
    values.set(name, [...(values.get(name) ?? []), value]);
    if (values.get(name)!.length > 1 && flag.repeatable !== true) {
      throw new UsageError(`--${name} was given twice`, "give it once");
    }
  }
  const flags = [
    ...switches,
    ...[...values].map(([name, given]) => `--${name}=${given.join(",")}`),
  ];
  return { flags, positionals };
}

/** `--name=value` and `-n=value` in two; `-n5` too when it is one letter and digits. */
function split(token: string): [written: string, inline: string | undefined] {
  const equals = token.indexOf("=");
  if (equals > 0) return [token.slice(0, equals), token.slice(equals + 1)];
  const short = /^(-[a-zA-Z])(\d.*)$/.exec(token);
  return short === null ? [token, undefined] : [short[1]!, short[2]!];
}

function negatedFlag(written: string, known: Flags): string | undefined {
  const name = written.startsWith("--no-") ? written.slice("--no-".length) : undefined;
  return name !== undefined && known[name]?.default === true ? name : undefined;
}

function find(written: string, known: Flags): FoundFlag {
  const name = written.startsWith("--")
    ? written.slice(2)
    : Object.keys(known).find((candidate) => known[candidate]?.alias === written.slice(1));
  const flag = name === undefined || !Object.hasOwn(known, name) ? undefined : known[name];
  if (name !== undefined && flag !== undefined) return { name, flag };
  const names = Object.entries(known).flatMap(([candidate, { default: on, isHidden }]) =>
    isHidden === true ? [] : [on === true ? `no-${candidate}` : candidate],
  );
  const close = nearest(written.replace(/^-+/, ""), names);
  throw new UsageError(
    `unknown flag ${written}`,
    close === undefined ? "see --help for all flags" : `did you mean --${close}?`,
  );
}

/** A value may begin with a minus when it is a number (which is then judged as one); anything else is the next flag. */
function looksLikeFlag(value: string, known: Flags): boolean {
  if (!value.startsWith("-") || value === "-") return false;
  if (/^-\.?\d/.test(value)) return false;
  return value.startsWith("--") || Object.values(known).some(({ alias }) => `-${alias}` === value);
}
