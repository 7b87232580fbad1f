import { UsageError } from "../core/errors.ts";
import { nearest } from "../core/suggest.ts";
import type { CommandRow } from "./command.ts";
import { COMMON_FLAGS } from "./flags.ts";
import type { Flag, Flags } from "./flags.ts";
import { oneOf } from "./values.ts";

/** Arguments in the one form that cannot be misread: `--name=value`, `--name`, `--no-name`, and then what is no flag. */
export interface NormalArguments {
  readonly flags: readonly string[];
  readonly positionals: readonly string[];
}

interface FoundFlag {
  readonly name: string;
  readonly flag: Flag;
  readonly isNegated: boolean;
}

/**
 * Checks what was typed against the flags of a command and writes it in normal form. citty alone accepts unknown flags in silence,
 * keeps the last of repeated ones and reads `--iterations -3` as two flags.
 * @throws UsageError for an unknown flag or value (with the nearest known one), a missing or unwanted value, a repetition.
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
    const { name, flag, isNegated } = find(written, known);
    if (flag.type === "boolean") {
      const full = `--${isNegated ? "no-" : ""}${name}`;
      if (inline !== undefined) {
        throw new UsageError(`${full} takes no value, not "${inline}"`, `write just ${full}`);
      }
      if (switches.includes(`--${isNegated ? "" : "no-"}${name}`)) {
        throw new UsageError(
          `--${name} and --no-${name} contradict each other`,
          "give one of them",
        );
      }
      switches.push(full);
      continue;
    }
    const value = inline ?? raw[++index];
    if (value === undefined || (inline === undefined && looksLikeFlag(value, known))) {
      throw new UsageError(`--${name} needs a value`, `write --${name} ${flag.value ?? "VALUE"}`);
    }
    checkWords(name, flag, value);
    values.set(name, [...(values.get(name) ?? []), value]);
    if (values.get(name)!.length > 1 && flag.repeatable !== true) {
      throw new UsageError(`--${name} was given twice`, "give it once");
    }
  }
  const flags = [
    ...switches,
    ...[...values].map(([name, given]) => `--${name}=${given.join(known[name]?.joinedBy ?? ",")}`),
  ];
  return { flags, positionals };
}

/** A word that no row knows is refused here; what is empty is left to the command, which says so. */
function checkWords(name: string, { values, repeatable }: Flag, value: string): void {
  if (values === undefined) return;
  const words = repeatable === true ? value.split(",") : [value];
  for (const word of words.map((one) => one.trim()).filter((one) => one !== "")) {
    oneOf(word, name, values);
  }
}

/** `--name=value` and `-n=value` in two; `-n5` and `-n-5` too: one letter and a number. */
function split(token: string): [written: string, inline: string | undefined] {
  const equals = token.indexOf("=");
  if (equals > 0) return [token.slice(0, equals), token.slice(equals + 1)];
  const short = /^(-[a-zA-Z])(-?\d.*)$/.exec(token);
  return short === null ? [token, undefined] : [short[1]!, short[2]!];
}

function negatedFlag(written: string, known: Flags): string | undefined {
  const name = written.startsWith("--no-") ? written.slice("--no-".length) : undefined;
  return name !== undefined && known[name]?.default === true ? name : undefined;
}

function find(written: string, known: Flags): FoundFlag {
  const negated = negatedFlag(written, known);
  const name = negated ?? flagName(written, known);
  const flag = name === undefined || !Object.hasOwn(known, name) ? undefined : known[name];
  if (name !== undefined && flag !== undefined) {
    return { name, flag, isNegated: negated !== undefined };
  }
  throw new UsageError(`unknown flag ${written}`, adviceFor(written, known));
}

const flagName = (written: string, known: Flags): string | undefined =>
  written.startsWith("--") ? written.slice(2) : nameOfShort(written.slice(1), known);

const nameOfShort = (letter: string, known: Flags): string | undefined =>
  Object.keys(known).find((name) => known[name]?.alias === letter);

function adviceFor(written: string, known: Flags): string {
  const names = Object.entries(known).flatMap(([name, { default: on, isHidden }]) =>
    isHidden === true ? [] : [...(on === true ? [`no-${name}`] : []), name],
  );
  const word = written.replace(/^-+/, "");
  const close = nearest(word, names) ?? nearest(word.replace(/^no-/, ""), names);
  if (close !== undefined) return `did you mean --${close}?`;
  return adviceForShort(written, known) ?? "see --help for all flags";
}

/** `-pgroq` and `-qv` are understood by other programs; here a person is told how to write them. */
function adviceForShort(written: string, known: Flags): string | undefined {
  const letters = /^-([a-z]{2,})/i.exec(written)?.[1];
  if (letters === undefined) return undefined;
  const first = letters[0] ?? "";
  if (known[nameOfShort(first, known) ?? ""]?.type === "string") {
    return `did you mean -${first} ${written.slice(2)}?`;
  }
  const areAllShort = letters.split("").every((letter) => nameOfShort(letter, known) !== undefined);
  return areAllShort ? `write them apart: -${letters.split("").join(" -")}` : undefined;
}

/** A value may begin with a minus when it is a number (which is then judged as one); anything else is the next flag. */
function looksLikeFlag(value: string, known: Flags): boolean {
  if (!value.startsWith("-") || value === "-") return false;
  if (/^-\.?\d/.test(value)) return false;
  return value.startsWith("--") || Object.values(known).some(({ alias }) => `-${alias}` === value);
}
