import { UsageError } from "../core/errors.ts";
import { nearest } from "../core/suggest.ts";
import type { GivenFlags } from "./flags.ts";

/** Reads the value of a string flag; undefined when it was not given. */
export function text(flags: GivenFlags, name: string): string | undefined {
  const value = flags[name];
  if (typeof value !== "string") return undefined;
  if (value.trim() === "")
    throw new UsageError(`--${name} is empty`, "give it a value or leave it out");
  return value.trim();
}

export const isOn = (flags: GivenFlags, name: string): boolean => flags[name] === true;

/** A whole number in [min, max]. */
export function integer(
  flags: GivenFlags,
  name: string,
  min: number,
  max: number,
): number | undefined {
  const value = text(flags, name);
  if (value === undefined) return undefined;
  const number = Number(value);
  if (!/^[+-]?\d+$/.test(value) || number < min || number > max) {
    throw new UsageError(
      `--${name} must be a whole number from ${min} to ${max}, not "${value}"`,
      `try --${name} ${nearestInteger(number, min, max)}`,
    );
  }
  return number;
}

/** What was most likely meant: `1e3` is 1000, `2.5` is 3, `-3` is 3; a word might have been any number. */
function nearestInteger(typed: number, min: number, max: number): number {
  const meant = Number.isNaN(typed) ? 10 : Math.round(Math.abs(typed));
  return Math.min(Math.max(min, meant), max);
}

const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** A span in milliseconds: `300ms`, `30s`, `5m`, `1h`; a bare number is seconds. */
export function duration(flags: GivenFlags, name: string): number | undefined {
  const value = text(flags, name);
  if (value === undefined) return undefined;
  const match = /^(\d+(?:\.\d+)?)\s*(ms|s|m|h)?$/.exec(value);
  const ms = match === null ? Number.NaN : Number(match[1]) * UNIT_MS[match[2] ?? "s"]!;
  // setTimeout wraps around above 2^31 ms and would fire at once.
  if (!(ms > 0 && ms <= 86_400_000)) {
    throw new UsageError(
      `--${name} must be a span like 500ms, 30s or 5m (at most 24h), not "${value}"`,
      `try --${name} 30s`,
    );
  }
  return ms;
}

/** A share above 0 and up to 1: `10%` or `0.1`. */
export function share(flags: GivenFlags, name: string): number | undefined {
  const value = text(flags, name);
  if (value === undefined) return undefined;
  const match = /^(\d+(?:\.\d+)?)\s*(%)?$/.exec(value);
  const number = match === null ? Number.NaN : Number(match[1]) / (match[2] === "%" ? 100 : 1);
  if (!(number > 0 && number <= 1)) {
    throw new UsageError(`--${name} must be a share like 10%, not "${value}"`, `try --${name} 10%`);
  }
  return number;
}

/** An amount of US dollars: `0.25` or `$0.25`. */
export function usd(flags: GivenFlags, name: string): number | undefined {
  const value = text(flags, name);
  if (value === undefined) return undefined;
  if (!/^\$?\d+(\.\d+)?$/.test(value)) {
    throw new UsageError(
      `--${name} must be an amount of US dollars like 0.25, not "${value}"`,
      `try --${name} 1`,
    );
  }
  return Number(value.replace("$", ""));
}

/** One word out of a list. */
export function choice<T extends string>(
  flags: GivenFlags,
  name: string,
  allowed: readonly T[],
): T | undefined {
  const value = text(flags, name);
  if (value === undefined) return undefined;
  return oneOf(value, name, allowed);
}

/** Words separated by commas; empty ones are dropped, repeated ones kept. */
export function list(flags: GivenFlags, name: string): readonly string[] | undefined {
  const words = text(flags, name)
    ?.split(",")
    .map((word) => word.trim())
    .filter((word) => word !== "");
  if (words?.length === 0) throw new UsageError(`--${name} names nothing`, "give it a value");
  return words;
}

/** Words out of a list, separated by commas, each at most once. */
export function choices<T extends string>(
  flags: GivenFlags,
  name: string,
  allowed: readonly T[],
): readonly T[] | undefined {
  const words = list(flags, name);
  return words === undefined
    ? undefined
    : [...new Set(words.map((word) => oneOf(word, name, allowed)))];
}

/** The word of a closed list, in whatever case it was typed. @throws UsageError with the nearest one. */
export function oneOf<T extends string>(value: string, name: string, allowed: readonly T[]): T {
  const found = allowed.find((candidate) => candidate === value.toLowerCase());
  if (found !== undefined) return found;
  const close = nearest(value, allowed);
  throw new UsageError(
    `--${name} must be one of ${allowed.join(", ")}, not "${value}"`,
    close === undefined ? undefined : `did you mean ${close}?`,
  );
}
