import type { GateResult } from "../core/gate-result.ts";
import { gateLine } from "./gate-lines.ts";
import { escapeMarkdown } from "./markdown-escape.ts";

/** Texts as a list in Markdown, none of them longer than a reader is. */
export const bullets = (lines: readonly string[]): string =>
  lines.map((line) => `- ${escapeMarkdown(line, 2000)}`).join("\n");

/** What came of the gates, to be put below a run; nothing where there are none. */
export const gatesMarkdown = (gates: readonly GateResult[]): readonly string[] =>
  gates.length === 0 ? [] : [`\n#### Gates\n\n${bullets(gates.map(gateLine))}\n`];
