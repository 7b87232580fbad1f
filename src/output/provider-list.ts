import type { Page } from "./formatter.ts";
import { paintFor } from "../text/paint.ts";
import type { Role } from "../text/paint.ts";
import { GAP } from "./table-fit.ts";
import { drawGrid } from "./table-grid.ts";
import { printable, toAscii } from "../text/printable.ts";

/** One provider, as far as this table shows it. */
export interface ProviderLine {
  readonly id: string;
  readonly status: string;
  readonly canRun: boolean;
  readonly model: string;
  readonly note: string;
}

/** Providers as a table, a line each: who can run now, with which model, and what the others lack. */
export function formatProviderList(lines: readonly ProviderLine[], page: Page): string {
  const columns = [
    { head: "provider", cells: lines.map(({ id }) => ({ text: id })) },
    {
      head: "status",
      cells: lines.map(({ status, canRun }): { text: string; role: Role } => ({
        text: status,
        role: canRun ? "good" : "quiet",
      })),
    },
    { head: "model", cells: lines.map(({ model }) => ({ text: printable(model) })) },
    { head: "", cells: lines.map(({ note }) => ({ text: printable(note) })) },
  ];
  return draw(columns, page);
}

/** One model of one provider. */
export interface ModelLine {
  readonly id: string;
  readonly model: string;
  /** In memory right now, where the server tells. */
  readonly isLoaded: boolean;
}

/** Models as a table, a line each. */
export const formatModelList = (lines: readonly ModelLine[], page: Page): string =>
  draw(
    [
      { head: "provider", cells: lines.map(({ id }) => ({ text: id })) },
      { head: "model", cells: lines.map(({ model }) => ({ text: printable(model) })) },
      { head: "", cells: lines.map(({ isLoaded }) => ({ text: isLoaded ? "loaded" : "" })) },
    ],
    page,
  );

interface Column {
  readonly head: string;
  readonly cells: readonly { readonly text: string; readonly role?: Role }[];
}

function draw(columns: readonly Column[], page: Page): string {
  const natural = columns.map(({ head, cells }) =>
    Math.max(head.length, ...cells.map(({ text }) => Bun.stringWidth(text))),
  );
  let room = page.columns;
  const fitted = columns.map(({ head, cells }, index) => {
    const width = Math.max(4, Math.min(natural[index] ?? 0, room));
    room -= width + GAP;
    return { head: [head, ""] as const, align: "left" as const, cells, width };
  });
  const text = drawGrid(fitted, page, paintFor(page.color));
  return `${page.unicode ? text : toAscii(text)}\n`;
}
