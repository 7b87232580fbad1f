import { COMPARATORS } from "./gate.ts";
import type { Gate } from "./gate.ts";
import { gateError } from "./gate-error.ts";
import { parseSubject } from "./parse-subject.ts";
import { parseThreshold } from "./parse-threshold.ts";

// Everything in quotation marks is passed over; what else looks like a comparison is caught, to be told what to write.
const COMPARISON = /"[^"]*"|(?<comparator>[<>=!]=?|[≤≥≠])/gu;

function findComparator(text: string): { readonly at: number; readonly written: string } {
  for (const found of text.matchAll(COMPARISON)) {
    const written = found.groups?.["comparator"];
    if (written !== undefined) return { at: found.index, written };
  }
  const at = text.trimEnd().length;
  throw gateError(
    text,
    { at, length: 1 },
    "there is no comparison here",
    'write what must not happen, like "ttft.p95 > 400ms"',
  );
}

/**
 * One gate: `[target.][size.]metric[.statistic] comparator value`, or `[target.][size.]compare.metric comparator change`.
 * @throws UsageError that points at the column.
 */
export function parseGate(text: string): Gate {
  const { at, written } = findComparator(text);
  const comparator = COMPARATORS.find((known) => known === written);
  if (comparator === undefined) {
    throw gateError(
      text,
      { at, length: written.length },
      `"${written}" is no comparison of a gate`,
      "write > >= < or <=: a measured value is never exactly equal",
    );
  }
  const from = text.length - text.trimStart().length;
  const { unit, ...subject } = parseSubject(text, {
    at: from,
    length: text.slice(from, at).trimEnd().length,
  });
  const behind = text.slice(at + written.length);
  const value = behind.trim();
  const threshold = parseThreshold(
    text,
    { at: at + written.length + behind.indexOf(value), length: value.length },
    unit,
  );
  return { text: text.trim(), ...subject, comparator, threshold };
}

/** Every gate of `--fail-if`, however often it was given. @throws UsageError for the first that cannot be read. */
export const parseGates = (texts: readonly string[]): readonly Gate[] => texts.map(parseGate);
