import type { Change, RunComparison } from "../core/run-comparison.ts";
import { paintFor } from "../text/paint.ts";
import type { Paint, Role } from "../text/paint.ts";
import { measurable, paragraph, toAscii } from "../text/printable.ts";
import {
  COMPARISON_METHOD,
  comparisonNotes,
  lineOf,
  runLines,
  shownChanges,
  targetName,
  verdictLines,
} from "./comparison-words.ts";
import type { ChangeLine } from "./comparison-words.ts";
import type { Page } from "./formatter.ts";
import { drawPlainGrid } from "./plain-grid.ts";
import { fit } from "./table-fit.ts";
import type { Column } from "./table-metric-column.ts";

type ColumnId = "target" | Exclude<keyof ChangeLine, "detectable"> | "detectable";

const KEEP: readonly ColumnId[] = [
  "target",
  "metric",
  "verdict",
  "change",
  "interval",
  "new",
  "base",
  "detectable",
];

const HEADS = {
  target: "target",
  metric: "metric",
  base: "base",
  new: "new",
  change: "change",
  interval: "95 %",
  verdict: "verdict",
  detectable: "sees",
} as const satisfies Record<ColumnId, string>;

const COLUMNS = Object.keys(HEADS).filter((id): id is ColumnId => id in HEADS);

const LEFT: ReadonlySet<ColumnId> = new Set(["target", "metric", "verdict"]);

const ROLES = {
  better: "good",
  worse: "failure",
  tie: undefined,
  inconclusive: "quiet",
} as const satisfies Record<Change["verdict"], Role | undefined>;

interface Row extends ChangeLine {
  readonly target: string;
  readonly outcome: Change["verdict"];
}

function rowsOf(comparison: RunComparison): readonly Row[] {
  return comparison.targets.flatMap((target) =>
    shownChanges(target).map((change) => ({
      ...lineOf(change),
      target: measurable(targetName(target, comparison)),
      outcome: change.verdict,
    })),
  );
}

function columnOf(id: ColumnId, rows: readonly Row[]): Column {
  return {
    head: [HEADS[id], ""],
    align: LEFT.has(id) ? "left" : "right",
    ...(id === "target" ? { min: 8 } : {}),
    cells: rows.map((row, index) => {
      // A target is named in each row for whoever reads line by line, and dimmed where it is no news.
      if (id === "target") {
        const isNews = rows[index - 1]?.target !== row.target;
        return isNews ? { text: row.target } : { text: row.target, role: "quiet" };
      }
      const role = id === "verdict" ? ROLES[row.outcome] : undefined;
      return role === undefined ? { text: row[id] } : { text: row[id], role };
    }),
  };
}

function gridOf(comparison: RunComparison, page: Page, paint: Paint): string {
  const rows = rowsOf(comparison);
  const columns = new Map(COLUMNS.map((id) => [id, columnOf(id, rows)]));
  return drawPlainGrid([...fit(columns, page.columns, KEEP).values()], page, paint);
}

/** Two runs for a person: what changed in words, a row a target and metric, and what speaks against comparing them. */
export function formatComparisonTable(comparison: RunComparison, page: Page): string {
  const paint = paintFor(page.color);
  const flow = (line: string): string => paragraph(line, page.columns);
  const notes = comparisonNotes(comparison);
  const text = [
    runLines(comparison).map(flow).join("\n"),
    verdictLines(comparison)
      .map((line) => paint.title(flow(line)))
      .join("\n"),
    ...(comparison.targets.length === 0 ? [] : [gridOf(comparison, page, paint)]),
    ...(notes.length === 0 ? [] : [notes.map((note) => paint.warning(flow(note))).join("\n")]),
    paint.quiet(flow(COMPARISON_METHOD)),
  ].join("\n\n");
  return `${page.unicode ? text : toAscii(text)}\n`;
}
