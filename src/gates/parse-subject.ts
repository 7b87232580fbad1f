import { SIZES } from "../core/plan.ts";
import type { WorkloadSize } from "../core/plan.ts";
import { nearest } from "../core/suggest.ts";
import type { Gate } from "./gate.ts";
import { gateError } from "./gate-error.ts";
import type { Span } from "./gate-error.ts";
import { CHANGES, QUANTITIES, byName } from "./quantities.ts";
import type { Unit } from "./quantities.ts";

/** The left side of a gate: `groq.long.ttft.p95`. */
export interface Subject extends Pick<
  Gate,
  "target" | "size" | "quantity" | "targetAt" | "sizeAt"
> {
  readonly unit: Unit;
}

/** A word between two dots, and where it stands in the gate. */
interface Word extends Span {
  readonly text: string;
  readonly isQuoted: boolean;
}

const QUOTED_OR_WORD = /"(?<quoted>[^"]*)"|(?<word>p\d+\.\d+$|[^."]+)|(?<dot>\.)|(?<quote>")/giu;

/** Cuts at dots, but not inside of quotation marks. @throws UsageError for a mark that is not closed and for a name that is missing. */
function cut(text: string, span: Span): readonly Word[] {
  const words: Word[] = [];
  let wantsWord = true;
  const part = text.slice(span.at, span.at + span.length);
  for (const found of part.matchAll(QUOTED_OR_WORD)) {
    const at = span.at + found.index;
    const { quoted, word, dot, quote } = found.groups ?? {};
    if (quote !== undefined) {
      throw gateError(text, { at, length: 1 }, 'there is no second "', 'write "a name".ttft');
    }
    if ((dot === undefined) !== wantsWord) {
      throw gateError(
        text,
        { at, length: 1 },
        dot === undefined ? "there is no dot" : "there is no name before the dot",
      );
    }
    wantsWord = !wantsWord;
    if (dot !== undefined) continue;
    const raw = quoted ?? word ?? "";
    words.push({
      text: raw.trim(),
      at,
      length: found[0].trimEnd().length,
      isQuoted: quoted !== undefined,
    });
  }
  if (wantsWord) {
    throw gateError(
      text,
      { at: span.at + span.length, length: 1 },
      "there is no name here",
      'write what must not happen, like "ttft.p95 > 400ms"',
    );
  }
  return words;
}

const DEFAULT_SHARE = 0.5;
const PERCENTILE = /^p(?<percent>\d{1,2}(?:\.\d+)?)$/i;

/** `p95` is 0.95; `median` is 0.5. */
function shareOf(word: Word | undefined): number | undefined {
  if (word === undefined || word.isQuoted) return undefined;
  if (word.text.toLowerCase() === "median") return DEFAULT_SHARE;
  const percent = Number(PERCENTILE.exec(word.text)?.groups?.["percent"] ?? Number.NaN);
  // 99.9 / 100 is 0.9990000000000001.
  return percent > 0 && percent < 100 ? Number((percent / 100).toFixed(6)) : undefined;
}

const isSize = (word: Word | undefined): boolean =>
  word !== undefined && !word.isQuoted && [...SIZES, "file"].includes(word.text.toLowerCase());

function sizeOf(word: Word | undefined): WorkloadSize["size"] | undefined {
  return [...SIZES, "file" as const].find((size) => size === word?.text.toLowerCase());
}

/**
 * What a gate looks at, read from its end: statistic, metric, `compare`, size; whatever stands before these is the target, dots
 * included, so `groq/llama-3.1-8b.ttft.p95` needs no quotation marks.
 * @throws UsageError that points at the word, with the nearest one known.
 */
export function parseSubject(text: string, span: Span): Subject {
  const words = [...cut(text, span)];
  const share = words.length > 1 ? shareOf(words.at(-1)) : undefined;
  const statistic = share === undefined ? undefined : words.pop();
  const name = words.pop()!;
  const isChange = words.at(-1)?.text.toLowerCase() === "compare" && !words.at(-1)!.isQuoted;
  if (isChange) words.pop();
  const table = isChange ? CHANGES : QUANTITIES;
  const named = name.isQuoted ? undefined : byName(table, name.text);
  if (named === undefined) throw unknownName(text, name, words.at(-1), table);
  if (statistic !== undefined && !named.hasStatistic) {
    throw gateError(text, statistic, `${name.text} has no percentiles`, `write just ${name.text}`);
  }
  const size = isSize(words.at(-1)) ? words.pop() : undefined;
  const first = words[0];
  const last = words.at(-1);
  const target =
    first === undefined || last === undefined
      ? undefined
      : first === last
        ? first.text
        : text.slice(first.at, last.at + last.length);
  const found = sizeOf(size);
  return {
    ...(target === undefined ? {} : { target }),
    ...(found === undefined ? {} : { size: found }),
    targetAt: first?.at ?? span.at,
    sizeAt: size?.at ?? span.at,
    quantity: named.quantity(share ?? DEFAULT_SHARE),
    unit: named.unit,
  };
}

function unknownName(
  text: string,
  word: Word,
  before: Word | undefined,
  table: Readonly<Record<string, unknown>>,
): Error {
  const names = Object.keys(table);
  const isStatistic = before !== undefined && byName(table, before.text) !== undefined;
  if (isStatistic) {
    return gateError(
      text,
      word,
      `"${word.text}" is no percentile`,
      "write p50, p95 or any other up to p99.9",
    );
  }
  const close = nearest(word.text, names);
  return gateError(
    text,
    word,
    `there is no metric "${word.text}"`,
    close === undefined ? `metrics are ${names.slice(0, 7).join(", ")}` : `did you mean ${close}?`,
  );
}
