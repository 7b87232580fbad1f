import type { PriceRow, PriceTable } from "./price-table.ts";

/** Name of the provider behind a URL given by the user; undefined when its host is nobody's. */
export function providerAtHost({ hosts }: PriceTable, url: string): string | undefined {
  const { hostname, host } = new URL(url);
  return hosts.get(host) ?? hosts.get(hostname);
}

/**
 * The row of a model: its exact id, then an alias, then either of them in another case where only one model fits. Never by a part
 * of the name, and never another host's row: the same model costs three times as much elsewhere.
 */
export function findRow(
  { rows }: PriceTable,
  provider: string,
  model: string,
): PriceRow | undefined {
  const own = rows.filter((row) => row.provider === provider);
  const exact = own.find((row) => row.model === model);
  const alias = exact ?? own.find(({ aliases }) => aliases.includes(model));
  if (alias !== undefined) return alias;
  const word = model.toLowerCase();
  const alike = own.filter((row) =>
    [row.model, ...row.aliases].some((name) => name.toLowerCase() === word),
  );
  return alike.length === 1 ? alike[0] : undefined;
}

/** How to give a price that is not known: one line, for below a table. */
export const priceHint = (target: string): string =>
  `no price is known for ${target}: give it with --price ${target}=IN/OUT (USD per million tokens), or in a file (speed-kings pricing path)`;
