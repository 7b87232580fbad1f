import { stringify } from "csv-stringify/sync";
import { markdownTable } from "markdown-table";
import { perMillion } from "../text/price.ts";
import { harmless } from "./price-line.ts";
import type { PriceLine } from "./price-line.ts";

/** Columns of the formats for programs: name and value, absent where nothing is known. */
const FIELDS = [
  ["provider", (line) => line.provider],
  ["model", (line) => line.model],
  ["status", (line) => line.status],
  ["condition", (line) => line.condition],
  ["input_usd_per_1m", (line) => line.input],
  ["output_usd_per_1m", (line) => line.output],
  ["cached_usd_per_1m", (line) => line.cacheRead],
  ["cache_write_usd_per_1m", (line) => line.cacheWrite],
  ["context", (line) => line.context],
  ["max_output", (line) => line.maxOutput],
  ["checked", (line) => line.verifiedAt],
  ["age_days", (line) => line.ageDays],
  ["confidence", (line) => line.confidence],
  ["sources", (line) => line.sources.join(" ")],
  ["layer", (line) => line.layer],
] as const satisfies readonly (readonly [
  string,
  (line: PriceLine) => string | number | undefined,
])[];

/** Prices as CSV with a head (RFC 4180); what is not known is an empty field. */
export function formatPricesCsv(lines: readonly PriceLine[]): string {
  const rows = lines.map((line) =>
    FIELDS.map(([, read]) => {
      const value = read(line);
      return value === undefined ? "" : harmless(String(value));
    }),
  );
  // A spreadsheet would run a cell that begins like a formula.
  return stringify([FIELDS.map(([name]) => name), ...rows], { escape_formulas: true });
}

/** Prices as a Markdown table. */
export function formatPricesMarkdown(lines: readonly PriceLine[]): string {
  const cell = (text: string): string => harmless(text).replaceAll("|", "\\|");
  const price = (amount: number | undefined): string =>
    amount === undefined ? "–" : perMillion(amount);
  const rows = lines.map((line) => [
    cell(line.provider),
    cell(line.condition === undefined ? line.model : `${line.model} (${line.condition})`),
    price(line.input),
    price(line.output),
    price(line.cacheRead),
    line.context === undefined ? "–" : String(line.context),
    line.verifiedAt ?? "–",
    line.confidence,
    cell(line.sources.join(", ")),
  ]);
  const head = [
    "provider",
    "model",
    "input",
    "output",
    "cached",
    "context",
    "checked",
    "confidence",
    "sources",
  ];
  const align = ["l", "l", "r", "r", "r", "r", "l", "l", "l"];
  return `${markdownTable([head, ...rows], { align })}\n`;
}
