import { paintFor } from "../text/paint.ts";
import { perMillion } from "../text/price.ts";
import { paragraph, toAscii } from "../text/printable.ts";
import { UNKNOWN } from "../text/quantity.ts";
import type { Page } from "./formatter.ts";
import { harmless, sourceName } from "./price-line.ts";
import type { PriceLine } from "./price-line.ts";
import { fit } from "./table-fit.ts";
import { drawPlainGrid } from "./plain-grid.ts";
import type { Cell, Column } from "./table-metric-column.ts";

const COLUMNS = [
  "model",
  "input",
  "output",
  "cached",
  "context",
  "checked",
  "age",
  "trust",
  "source",
] as const;
type ColumnId = (typeof COLUMNS)[number];

/** What stays longest comes first; whoever wants all of it has wider pages and other formats. */
const KEEP = [
  "model",
  "output",
  "input",
  "cached",
  "age",
  "context",
  "trust",
  "checked",
  "source",
] as const satisfies readonly ColumnId[];

const price = (amount: number | undefined, mark = ""): Cell =>
  amount === undefined
    ? { text: UNKNOWN, role: "quiet" }
    : { text: `${perMillion(amount)}${mark}` };

/** `131K`, `1M`: a context size needs no more digits. */
function tokens(count: number | undefined): string {
  if (count === undefined) return UNKNOWN;
  return count >= 999_500
    ? `${Number((count / 1e6).toPrecision(2))}M`
    : `${Math.round(count / 1000)}K`;
}

function nameOf({ provider, shortModel, condition, status }: PriceLine): string {
  const state = status === "production" || status === "alias" ? undefined : status;
  const notes = [condition, state].filter((note) => note !== undefined);
  return harmless(`${provider}/${shortModel}${notes.length === 0 ? "" : ` (${notes.join(", ")})`}`);
}

function sourcesOf({ sources, layer }: PriceLine): string {
  const names = [...new Set(sources.map(sourceName))];
  const [first, ...others] = names;
  if (first === undefined) return layer;
  return harmless(others.length === 0 ? first : `${first} +${others.length}`);
}

const CELLS = {
  model: (line) => ({ text: nameOf(line) }),
  input: ({ input, hasSteps }) => price(input, hasSteps ? "+" : ""),
  output: ({ output, hasSteps }) => price(output, hasSteps ? "+" : ""),
  cached: ({ cacheRead }) => price(cacheRead),
  context: ({ context }) => ({ text: tokens(context) }),
  checked: ({ verifiedAt }) => ({ text: verifiedAt ?? UNKNOWN }),
  age: ({ ageDays, isOld }) => ({
    text: ageDays === undefined ? UNKNOWN : `${ageDays}d`,
    ...(isOld ? { role: "warning" as const } : {}),
  }),
  trust: ({ confidence }) => ({
    text: confidence,
    ...(confidence === "low" ? { role: "warning" as const } : {}),
  }),
  source: (line) => ({ text: sourcesOf(line), role: "quiet" }),
} as const satisfies Record<ColumnId, (line: PriceLine) => Cell>;

const RIGHT: readonly ColumnId[] = ["input", "output", "cached", "context", "age"];

function columnOf(id: ColumnId, lines: readonly PriceLine[]): Column {
  return {
    head: [id, ""],
    align: RIGHT.includes(id) ? "right" : "left",
    ...(id === "model" ? { min: 30 } : id === "source" ? { min: 8 } : {}),
    cells: lines.map((line) => CELLS[id](line)),
  };
}

const LEGENDS: readonly (readonly [(line: PriceLine) => boolean, string])[] = [
  [({ hasSteps }) => hasSteps, "+ long prompts cost more"],
  [({ condition }) => condition !== undefined, "depends on the hour: this is the price of now"],
  [({ confidence }) => confidence === "medium", "medium: one source alone"],
  [({ confidence }) => confidence === "low", "low: sources contradict each other"],
];

/** Prices as a table, a line a model, never wider than the page, and below it what the marks in it mean. `notes` follow. */
export function formatPriceList(
  lines: readonly PriceLine[],
  notes: readonly string[],
  page: Page,
): string {
  const paint = paintFor(page.color);
  const columns = new Map(COLUMNS.map((id) => [id, columnOf(id, lines)] as const));
  const grid = drawPlainGrid([...fit(columns, page.columns, KEEP).values()], page, paint);
  const legends = LEGENDS.filter(([isThere]) => lines.some(isThere)).map(([, text]) => text);
  const legend = ["USD per million tokens, list price", ...legends].join("; ");
  const below = [`${legend}.`, ...notes]
    .flatMap((text) => paragraph(text, page.columns).split("\n"))
    .map((text) => paint.quiet(text));
  const text = [grid, "", ...below, ""].join("\n");
  return page.unicode ? text : toAscii(text);
}
