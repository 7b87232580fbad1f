import type { Label } from "../core/report.ts";

/** What a rule found: a label but for its name. */
export type Finding = Omit<Label, "id">;

export const percent = (share: number): string => `${Math.round(share * 100)}%`;

/** `412 ms`, `2.3 s`: as exact as a sentence needs it. The exact number is in the report. */
export const span = (ms: number): string =>
  ms < 999.5 ? `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;

/** `a`, `a and b`, `a, b and c`. */
export const list = (names: readonly string[]): string =>
  names.length < 2
    ? names.join("")
    : `${names.slice(0, -1).join(", ")} and ${names[names.length - 1]}`;

/** `3 of 30 requests`. */
export const among = (count: number, total: number, noun: string): string =>
  `${count} of ${total} ${noun}${total === 1 ? "" : "s"}`;
