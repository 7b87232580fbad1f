import { paintFor } from "../text/paint.ts";
import { perMillion } from "../text/price.ts";
import { paragraph, printable, toAscii } from "../text/printable.ts";
import { UNKNOWN, count } from "../text/quantity.ts";
import type { Page } from "./formatter.ts";
import { GAP } from "./table-fit.ts";
import { drawPlainGrid } from "./plain-grid.ts";
import type { Cell } from "./table-metric-column.ts";

/** One price of a model, with the conditions under which it holds, in words. */
export interface PeriodLine {
  readonly isNow: boolean;
  readonly holds: string;
  readonly input: number;
  readonly output: number;
  readonly cacheRead?: number | undefined;
  readonly cacheWrite?: number | undefined;
  readonly reasoning?: number | undefined;
  readonly perRequest?: number | undefined;
}

/** Everything known about the price of one model. */
export interface PriceDetails {
  readonly id: string;
  readonly status: string;
  readonly facts: readonly (readonly [name: string, text: string])[];
  readonly periods: readonly PeriodLine[];
}

/** Columns of the prices; one that no price has anything for is left out. */
const RATES = [
  ["input", "input"],
  ["output", "output"],
  ["cached", "cacheRead"],
  ["cache write", "cacheWrite"],
  ["reasoning", "reasoning"],
  ["request", "perRequest"],
] as const satisfies readonly (readonly [string, keyof PeriodLine])[];

/** A model's prices over time, and what they rest on. */
export function formatPriceDetails(
  { id, status, facts, periods }: PriceDetails,
  page: Page,
): string {
  const paint = paintFor(page.color);
  const width = Math.max(...facts.map(([name]) => name.length));
  const lines = facts.map(([name, text]) =>
    paragraph(`${paint.quiet(name.padEnd(width))}  ${printable(text)}`, page.columns),
  );
  const text = [
    `${paint.title(printable(id))}  ${status}`,
    "",
    ...(periods.length === 0 ? ["no price is known"] : [drawPeriods(periods, page)]),
    "",
    ...lines,
    "",
  ].join("\n");
  return page.unicode ? text : toAscii(text);
}

function drawPeriods(periods: readonly PeriodLine[], page: Page): string {
  const rates = RATES.filter(([, key]) => periods.some((period) => period[key] !== undefined));
  const texts = rates.map(([head, key]) => {
    const cells = periods.map((period) => {
      const rate = period[key];
      return rate === undefined ? UNKNOWN : perMillion(rate);
    });
    return { head, cells, width: Math.max(head.length, ...cells.map(({ length }) => length)) };
  });
  const used = texts.reduce((sum, { width }) => sum + width + GAP, 0);
  const room = Math.max(20, page.columns - used);
  // Conditions are what this table is for: they are broken over lines, never cut.
  const rows = periods.flatMap((period, index) =>
    Bun.wrapAnsi(period.holds, room, { hard: true })
      .split("\n")
      .map((holds, part) => ({ period, index, holds, isFirst: part === 0 })),
  );
  const columns = texts.map(({ head, cells, width }) => ({
    head: [head, ""] as const,
    align: "right" as const,
    width,
    cells: rows.map(({ period, index, isFirst }): Cell => ({
      text: isFirst ? (cells[index] ?? "") : "",
      ...roleOf(period),
    })),
  }));
  const conditions = {
    head: ["holds", ""] as const,
    align: "left" as const,
    width: Math.max("holds".length, ...rows.map(({ holds }) => Bun.stringWidth(holds))),
    cells: rows.map(({ period, holds }): Cell => ({ text: holds, ...roleOf(period) })),
  };
  return drawPlainGrid([...columns, conditions], page, paintFor(page.color));
}

/** Past and other prices step back behind the one of now. */
const roleOf = ({ isNow }: PeriodLine) => (isNow ? {} : ({ role: "quiet" } as const));

/** `131,072`. */
export const tokenCount = (tokens: number): string => count(tokens);
