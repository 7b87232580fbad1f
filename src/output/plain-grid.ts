import type { Paint } from "../text/paint.ts";
import { clip } from "../text/printable.ts";
import type { Page } from "./formatter.ts";
import { GAP } from "./table-fit.ts";
import type { FittedColumn } from "./table-fit.ts";
import type { Cell } from "./table-metric-column.ts";

/**
 * Rows under a ruled head, as `drawGrid` draws them, for tables of hundreds of rows: tty-table takes 0.5 ms a row, which is
 * a quarter of a second for the price list.
 */
export function drawPlainGrid(columns: readonly FittedColumn[], page: Page, paint: Paint): string {
  const draw = ({ text, role }: Cell, { align, width }: FittedColumn, isLast: boolean): string => {
    const natural = Bun.stringWidth(text);
    const fitted = natural <= width ? text : clip(text, width, page.unicode);
    const used = natural <= width ? natural : Bun.stringWidth(fitted);
    const painted = role === undefined ? fitted : paint[role](fitted);
    const blank = " ".repeat(Math.max(0, width - used));
    if (align === "right") return blank + painted;
    return isLast ? painted : painted + blank;
  };
  const line = (cells: readonly Cell[]): string =>
    columns
      .map((column, index) =>
        draw(cells[index] ?? { text: "" }, column, index === columns.length - 1),
      )
      .join(" ".repeat(GAP))
      .trimEnd();
  const width = columns.reduce((sum, column) => sum + column.width, GAP * (columns.length - 1));
  const count = columns[0]?.cells.length ?? 0;
  return [
    line(columns.map(({ head }) => ({ text: head.filter(Boolean).join(" "), role: "head" }))),
    "─".repeat(width),
    ...Array.from({ length: count }, (_, row) =>
      line(columns.map(({ cells }) => cells[row] ?? { text: "" })),
    ),
  ].join("\n");
}
