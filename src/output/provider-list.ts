import { paintFor } from "../text/paint.ts";
import { paragraph, printable, toAscii } from "../text/printable.ts";
import type { Page } from "./formatter.ts";
import { drawPlainGrid } from "./plain-grid.ts";
import { GAP, fit } from "./table-fit.ts";
import type { Cell, Column } from "./table-metric-column.ts";

/** One provider, as far as this table shows it. */
export interface ProviderLine {
  readonly id: string;
  readonly status: string;
  readonly canRun: boolean;
  readonly model: string;
  /** How many models it has; absent when nobody asked. */
  readonly models?: number;
  /** What it lacks, or where it is: some words for the table. */
  readonly note: string;
  /** All there is to say, for below the table. */
  readonly detail?: string;
}

/**
 * Providers as a table, a line each: who can run now, with which model, and what the others lack. On a narrow page a model loses what
 * stands before its last slash, and then its end, before a note loses anything. Below it, what does not fit into a cell.
 */
export function formatProviderList(lines: readonly ProviderLine[], page: Page): string {
  const isCounted = lines.some(({ models }) => models !== undefined);
  const columns = (modelName: (model: string) => string): Column[] => [
    column("provider", ({ id }) => ({ text: id })),
    column("status", ({ status, canRun }) => ({ text: status, role: canRun ? "good" : "quiet" })),
    { ...column("model", ({ model }) => ({ text: modelName(printable(model)) })), min: 12 },
    ...(isCounted ? [count] : []),
    { ...column("", ({ note }) => ({ text: printable(note) })), min: leastNote },
  ];
  const column = (head: string, cell: (line: ProviderLine) => Cell): Column => ({
    head: [head, ""],
    align: "left",
    cells: lines.map(cell),
  });
  const count: Column = {
    ...column("models", ({ models }) => ({ text: models === undefined ? "" : String(models) })),
    align: "right",
  };
  // A variable to set is one word that has to be read to its end.
  const leastNote = Math.max(
    0,
    ...lines.map(({ note }) => (/^set \S+$/.test(note) ? note.length : 0)),
  );
  const whole = columns((model) => model);
  const chosen = widthOf(whole) <= page.columns ? whole : columns(lastPart);
  const details = lines.flatMap(({ id, detail }) =>
    detail === undefined ? [] : [paragraph(printable(`${id}: ${detail}`), page.columns)],
  );
  return (
    draw(chosen, page) + (details.length === 0 ? "" : inLetters(`\n${details.join("\n")}\n`, page))
  );
}

/** `accounts/fireworks/models/gpt-oss-120b` is gpt-oss-120b to a person. */
const lastPart = (model: string): string => model.slice(model.lastIndexOf("/") + 1);

const widthOf = (columns: readonly Column[]): number =>
  columns.reduce(
    (sum, { head, cells }) =>
      sum + Math.max(Bun.stringWidth(head[0]), ...cells.map(({ text }) => Bun.stringWidth(text))),
    GAP * (columns.length - 1),
  );

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
      { head: ["provider", ""], align: "left", cells: lines.map(({ id }) => ({ text: id })) },
      {
        head: ["model", ""],
        align: "left",
        min: 12,
        cells: lines.map(({ model }) => ({ text: printable(model) })),
      },
      {
        head: ["", ""],
        align: "left",
        cells: lines.map(({ isLoaded }) => ({ text: isLoaded ? "loaded" : "", role: "good" })),
      },
    ],
    page,
  );

function draw(columns: readonly Column[], page: Page): string {
  const named = new Map(columns.map((column, index) => [String(index), column]));
  const fitted = [...fit(named, page.columns, [...named.keys()]).values()];
  return inLetters(`${drawPlainGrid(fitted, page, paintFor(page.color))}\n`, page);
}

const inLetters = (text: string, { unicode }: Page): string => (unicode ? text : toAscii(text));
