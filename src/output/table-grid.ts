import Table from "tty-table";
import type { Page } from "./formatter.ts";
import type { Paint } from "../text/paint.ts";
import { GAP } from "./table-fit.ts";
import type { FittedColumn } from "./table-fit.ts";
import type { Cell } from "./table-metric-column.ts";
import { clip, measurable } from "../text/printable.ts";
import { CROWN } from "./crowns.ts";
import type { Divider } from "./standings.ts";

const BARE = { v: "", l: "", j: "", r: "", h: "" };
const RULE = { ...BARE, h: "─" };

// tty-table would take a crown for one column where terminals draw two. Private characters, which no foreign text gets through
// `measurable`, hold its place while the table is made.
const CROWN_STAND_IN = "\ue000\ue001";

const measured = (text: string): string => text.split(CROWN).map(measurable).join(CROWN_STAND_IN);

/** Rows under a ruled head, without a line break at the end. Every width is taken as given. */
export function drawGrid(
  columns: readonly FittedColumn[],
  page: Page,
  paint: Paint,
  divider?: Divider,
): string {
  const { unicode } = page;
  const draw = ({ text, role }: Cell, width: number): string => {
    const fitted = clip(measured(text), width, unicode);
    return role === undefined ? fitted : paint[role](fitted);
  };
  const header = columns.map(({ head, align, width }, index) => ({
    value: paint.head(head.map((line) => clip(line, width, unicode)).join("\n")),
    align,
    headerAlign: align,
    paddingLeft: 0,
    paddingRight: index === columns.length - 1 ? 0 : GAP,
    width: width + (index === columns.length - 1 ? 0 : GAP),
  }));
  const rows = (columns[0]?.cells ?? []).map((_, row) =>
    columns.map(({ cells, width }) => draw(cells[row] ?? { text: "" }, width)),
  );
  const grid = Table(header, rows, {
    borderStyle: "ruled",
    borderCharacters: { ruled: [BARE, RULE, BARE] },
    compact: true,
    // tty-table colours the head itself, by its own idea of the terminal, unless told not to.
    headerColor: false,
    // It shrinks columns to the width of stdout (or COLUMNS), less this margin. A width that is no number is never exceeded,
    // and a margin that is none is drawn as no spaces.
    marginLeft: Number.NaN,
    marginTop: 0,
  });
  const lines = grid
    .render()
    .replaceAll(CROWN_STAND_IN, CROWN)
    .split("\n")
    .map((line) => line.trimEnd())
    .filter((line) => line !== "");
  if (divider !== undefined) {
    const head = lines.length - rows.length;
    lines.splice(head + divider.above, 0, paint.quiet(clip(divider.text, page.columns, unicode)));
  }
  return lines.join("\n");
}
