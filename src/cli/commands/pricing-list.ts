import { UsageError } from "../../core/errors.ts";
import { nearest } from "../../core/suggest.ts";
import { formatPriceList } from "../../output/price-list.ts";
import type { PriceLine } from "../../output/price-line.ts";
import { daysSince } from "../../pricing/age.ts";
import type { PriceTable } from "../../pricing/price-table.ts";
import type { Invocation } from "../command.ts";
import { EXIT } from "../exit.ts";
import { loadPrices } from "../price-layers.ts";
import { PRICE_OUTPUTS, findPricedProvider, lineOf, rowData } from "../price-lines.ts";
import { PRICING_VERBS } from "../pricing-verbs.ts";
import { choice, isOn, text } from "../values.ts";

const byNumber =
  (read: (line: PriceLine) => number | undefined) =>
  (a: PriceLine, b: PriceLine): number =>
    (read(a) ?? Number.POSITIVE_INFINITY) - (read(b) ?? Number.POSITIVE_INFINITY);

// `localeCompare` would take 10 ms for the whole list.
const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** How rows may be sorted: smallest first, unknown last. */
const ORDERS = {
  name: (a, b) => compareText(a.provider, b.provider) || compareText(a.model, b.model),
  input: byNumber(({ input }) => input),
  output: byNumber(({ output }) => output),
  cached: byNumber(({ cacheRead }) => cacheRead),
  context: byNumber(({ context }) => context),
  age: byNumber(({ ageDays }) => ageDays),
} as const satisfies Record<string, (a: PriceLine, b: PriceLine) => number>;

const ORDER_NAMES = ["name", "input", "output", "cached", "context", "age"] as const;

/** `speed-kings pricing [PROVIDER]`: what tokens cost, where, and since when that is known. */
export async function listPrices({ flags, positionals, context }: Invocation): Promise<number> {
  const output = choice(flags, "output", PRICE_OUTPUTS) ?? "table";
  const order = choice(flags, "sort", ORDER_NAMES) ?? "name";
  const words = text(flags, "filter")?.toLowerCase().split(/\s+/) ?? [];
  const [word, extra] = positionals;
  const table = await loadPrices(context.env);
  const atMs = context.clock.wallMs();
  const provider =
    word === undefined ? undefined : findPricedProvider(table, word, nearest(word, PRICING_VERBS));
  if (extra !== undefined) {
    throw new UsageError(
      `pricing takes one provider, not "${extra}" as well`,
      "see pricing --help",
    );
  }
  const isAll = isOn(flags, "all");
  const own = table.rows.filter((row) => provider === undefined || row.provider === provider);
  const chosen = own
    .filter(({ status, prices }) => isAll || (status !== "retired" && prices.length > 0))
    .filter((row) => {
      const haystack = [row.id, ...row.aliases, row.status].join(" ").toLowerCase();
      return words.every((one) => haystack.includes(one));
    })
    .map((row) => ({ row, line: lineOf(row, atMs) }))
    .filter(({ line }) => isAll || line.input !== undefined)
    .toSorted((a, b) => ORDERS[order](a.line, b.line));
  const lines = chosen.map(({ line }) => line);
  if (output === "json") {
    const models = chosen.map(({ row }) => rowData(row, atMs));
    await context.print(
      `${JSON.stringify({ schemaVersion: 1, ...origin(table), models }, null, 2)}\n`,
    );
    return EXIT.ok;
  }
  if (output === "csv" || output === "markdown") {
    const { formatPricesCsv, formatPricesMarkdown } = await import("../../output/price-rows.ts");
    await context.print(output === "csv" ? formatPricesCsv(lines) : formatPricesMarkdown(lines));
    return EXIT.ok;
  }
  if (lines.length === 0) {
    const log = await context.log();
    log.info(nothingFound(table, provider, words));
    return EXIT.ok;
  }
  const hidden = own.length - lines.length;
  const notes = [
    `${lines.length} models${words.length > 0 || hidden === 0 || isAll ? "" : `; ${hidden} retired or without a price are left out (--all)`}. ${ageOf(table, atMs)}`,
  ];
  await context.print(formatPriceList(lines, notes, context.page()));
  return EXIT.ok;
}

function nothingFound(
  table: PriceTable,
  provider: string | undefined,
  words: readonly string[],
): string {
  if (words.length > 0) return `no model has all of "${words.join(" ")}" in its name`;
  return provider !== undefined && table.local.has(provider)
    ? `${provider} runs on your own machine: its tokens cost nothing`
    : "no price is known there";
}

/** The layers that the prices come from, without the flags. */
const origin = ({ layers }: PriceTable) => ({
  unit: "USD per million tokens",
  layers: layers.map(({ name, path, hash, file }) => ({
    name,
    path,
    hash,
    updatedAt: file.updatedAt,
  })),
});

function ageOf({ layers }: PriceTable, atMs: number): string {
  const parts = layers.map(
    ({ name, day }) => `${name} of ${day} (${daysSince(day, atMs)} days old)`,
  );
  return `Prices: ${parts.join(", ")}; see pricing show PROVIDER/MODEL for sources.`;
}
