import { UsageError } from "../core/errors.ts";
import { nearest } from "../core/suggest.ts";
import type { PriceLine } from "../output/price-line.ts";
import { OLD_AFTER_DAYS, daysSince } from "../pricing/age.ts";
import { findRow, providerAtHost } from "../pricing/find-price.ts";
import { priceAt } from "../pricing/price-at.ts";
import type { PriceRow, PriceTable } from "../pricing/price-table.ts";
import { modelAt } from "../providers/model-aliases.ts";
import { providerName, providerOf } from "../providers/table.ts";

/** Formats of everything that `pricing` prints. */
export const PRICE_OUTPUTS = ["table", "json", "csv", "markdown"] as const;

/** A row as a list shows it, with the price that a short standard request pays at `atMs`. */
export function lineOf(row: PriceRow, atMs: number): PriceLine {
  const period = priceAt(row.prices, { atMs, inputTokens: 0 });
  const ageDays = row.verifiedAt === undefined ? undefined : daysSince(row.verifiedAt, atMs);
  const names = [row.model, ...row.aliases];
  const byLength = names.toSorted((a, b) => a.length - b.length);
  return {
    provider: row.provider,
    model: row.model,
    shortModel: byLength[0] ?? row.model,
    status: row.status,
    input: period?.input,
    output: period?.output,
    cacheRead: period?.cacheRead,
    cacheWrite: period?.cacheWrite,
    condition: period?.name,
    hasSteps: row.prices.some(
      ({ inputAbove, tier }) => inputAbove !== undefined && tier === undefined,
    ),
    context: row.context,
    maxOutput: row.maxOutput,
    verifiedAt: row.verifiedAt,
    ageDays,
    isOld: ageDays !== undefined && ageDays > OLD_AFTER_DAYS,
    confidence: row.confidence,
    sources: row.sources.map(({ id }) => id),
    layer: row.layer,
  };
}

/** Everybody whose prices are known. */
export const pricedProviders = ({ rows, local }: PriceTable): readonly string[] => [
  ...new Set([...rows.map(({ provider }) => provider), ...local]),
];

/**
 * The provider that a word means: by its name in the price list, by a name of the provider table, or by the host behind that one
 * (what `list` calls gemini has prices as google), which is how a race finds them.
 * @throws UsageError with the nearest one.
 */
export function findPricedProvider(table: PriceTable, word: string, verb?: string): string {
  const known = pricedProviders(table);
  const name = word.toLowerCase();
  const listed = providerName(word);
  const url = listed === undefined ? undefined : providerOf(listed)?.baseUrl;
  const host = url === undefined || !URL.canParse(url) ? undefined : providerAtHost(table, url);
  const found = [name, listed, host].find(
    (candidate) => candidate !== undefined && known.includes(candidate),
  );
  if (found !== undefined) return found;
  const close = verb ?? nearest(word, known);
  throw new UsageError(
    `no prices are known for a provider "${word}"`,
    close === undefined ? `the providers are ${known.join(", ")}` : `did you mean ${close}?`,
  );
}

/** The row of a model: by the provider's own names for it, or by the name that providers share. */
export function findSharedRow(
  table: PriceTable,
  provider: string,
  model: string,
): PriceRow | undefined {
  const shared = modelAt(provider, model);
  const own = findRow(table, provider, model);
  return own ?? (shared === undefined ? undefined : findRow(table, provider, shared));
}

/** A row as data, for `-o json`: everything that is known, and the price of now. */
export function rowData(row: PriceRow, atMs: number): object {
  const { isOld, ageDays, shortModel: _short, hasSteps: _steps, ...line } = lineOf(row, atMs);
  return {
    id: row.id,
    ...line,
    ageDays,
    isOld,
    aliases: row.aliases,
    prices: row.prices,
    note: row.note,
  };
}
