import { UsageError } from "../core/errors.ts";
import { printable } from "../text/printable.ts";

/** A part of a text, from `at` (counted from 0) for `length` characters. */
export interface Span {
  readonly at: number;
  readonly length: number;
}

/** The text with carets below what is wrong. Every character that is not plain becomes one that is, so that they stand right. */
function pointedAt(text: string, { at, length }: Span): string {
  const plain = text
    .split("")
    .map((unit) => printable(unit) || " ")
    .join("");
  return `  ${plain}\n  ${" ".repeat(at)}${"^".repeat(Math.max(1, length))}`;
}

/** An error in a gate: the message says the column (from 1), and the text is shown below with carets. */
export const gateError = (text: string, span: Span, problem: string, advice?: string): UsageError =>
  new UsageError(
    `--fail-if, column ${span.at + 1}: ${problem}`,
    advice ?? "see docs/gates.md for what a gate may say",
    pointedAt(text, span),
  );
