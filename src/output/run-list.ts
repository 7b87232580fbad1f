import { paintFor } from "../text/paint.ts";
import { printable, toAscii } from "../text/printable.ts";
import { count } from "../text/quantity.ts";
import type { Page } from "./formatter.ts";
import { drawPlainGrid } from "./plain-grid.ts";
import { fit } from "./table-fit.ts";
import type { Cell, Column } from "./table-metric-column.ts";

/** A kept run, as far as this table shows it. */
export interface RunLine {
  readonly id: string;
  readonly state: string;
  readonly simulated: boolean;
  readonly sizes: readonly string[];
  readonly blocks: number | undefined;
  readonly targets: readonly string[];
}

type ColumnId = "run" | "state" | "size" | "blocks" | "targets";

const KEEP: readonly ColumnId[] = ["run", "targets", "state", "size", "blocks"];

const stateCell = ({ state }: RunLine): Cell => ({
  text: printable(state),
  role: state === "complete" || state === "precise" ? "good" : "quiet",
});

const column = (head: string, cells: readonly Cell[], more: Partial<Column> = {}): Column => ({
  head: [head, ""],
  align: "left",
  cells,
  ...more,
});

const text = (value: string): Cell => ({ text: printable(value) });

/** Kept runs as a table, a line each, in the order given: what it is called, how it ended, who raced. */
export function formatRunList(lines: readonly RunLine[], page: Page): string {
  const columns = new Map<ColumnId, Column>([
    [
      "run",
      column(
        "run",
        lines.map(({ id }) => text(id)),
      ),
    ],
    ["state", column("state", lines.map(stateCell))],
    [
      "size",
      column(
        "size",
        lines.map(({ sizes }) => text(sizes.join(" "))),
      ),
    ],
    [
      "blocks",
      column(
        "blocks",
        lines.map(({ blocks }) => text(count(blocks))),
        { align: "right" },
      ),
    ],
    [
      "targets",
      column(
        "targets",
        lines.map(({ targets, simulated }) =>
          text(`${targets.join(", ")}${simulated ? " (simulated)" : ""}`),
        ),
        { min: 12 },
      ),
    ],
  ]);
  const fitted = [...fit(columns, page.columns, KEEP).values()];
  const grid = drawPlainGrid(fitted, page, paintFor(page.color));
  return `${page.unicode ? grid : toAscii(grid)}\n`;
}
