import { markdownTable } from "markdown-table";
import type { GateResult } from "../core/gate-result.ts";
import type { RunComparison } from "../core/run-comparison.ts";
import {
  COMPARISON_METHOD,
  comparisonNotes,
  lineOf,
  runLines,
  shownChanges,
  targetName,
  verdictLines,
} from "./comparison-words.ts";
import { gateLine } from "./gate-lines.ts";
import { bullets } from "./gates-markdown.ts";
import { escapeMarkdown } from "./markdown-escape.ts";

const HEAD = ["target", "metric", "base", "new", "change", "95 %", "verdict"];
const ALIGN = ["l", "l", "r", "r", "r", "r", "l"];

function tableOf(comparison: RunComparison): string {
  const rows = comparison.targets.flatMap((target) =>
    shownChanges(target).map((change) => {
      const line = lineOf(change);
      const isSeen = change.verdict === "better" || change.verdict === "worse";
      const verdict = escapeMarkdown(line.verdict);
      return [
        ...[
          targetName(target, comparison),
          line.metric,
          line.base,
          line.new,
          line.change,
          line.interval,
        ].map((text) => escapeMarkdown(text)),
        isSeen ? `**${verdict}**` : verdict,
      ];
    }),
  );
  return markdownTable([HEAD, ...rows], { align: ALIGN });
}

/** Two runs for a pull request or a job summary; gates on top, where there are any. */
export function formatComparisonMarkdown(
  comparison: RunComparison,
  gates: readonly GateResult[] = [],
): string {
  const notes = comparisonNotes(comparison);
  return `${[
    "### speed-kings: two runs compared",
    verdictLines(comparison)
      .map((line) => `**${escapeMarkdown(line, 2000)}**`)
      .join("  \n"),
    ...(gates.length === 0 ? [] : [bullets(gates.map(gateLine))]),
    ...(comparison.targets.length === 0 ? [] : [tableOf(comparison)]),
    ...(notes.length === 0 ? [] : [bullets(notes)]),
    bullets([...runLines(comparison), COMPARISON_METHOD]),
  ].join("\n\n")}\n`;
}
