import { isLoopback } from "../core/loopback.ts";
import type { Target } from "../core/plan.ts";
import { findRow, priceHint, providerAtHost } from "./find-price.ts";
import type { PriceRow, PriceTable } from "./price-table.ts";

/** What is known about the price of a target. */
export type TargetPrice =
  | { readonly kind: "listed"; readonly row: PriceRow }
  /** Runs on a machine of the user: no tokens are paid. */
  | { readonly kind: "local" }
  /** `hint`: one line on how to give the price. */
  | { readonly kind: "unknown"; readonly hint: string };

/**
 * The price of a target: one given for it by a flag; else its provider's own row for its exact model; a URL that the user gave is
 * looked up by its host. Servers on this machine cost nothing.
 */
export function priceOfTarget(table: PriceTable, target: Target): TargetPrice {
  const given = table.given.get(target.id);
  if (given !== undefined) return { kind: "listed", row: given };
  const provider = isListed(table, target.provider)
    ? target.provider
    : providerAtHost(table, target.origin);
  const row = provider === undefined ? undefined : findRow(table, provider, target.model);
  if (row !== undefined && row.prices.length > 0) return { kind: "listed", row };
  if ((provider !== undefined && table.local.has(provider)) || isLoopback(target.origin)) {
    return { kind: "local" };
  }
  return { kind: "unknown", hint: priceHint(target.id) };
}

const isListed = ({ rows, local }: PriceTable, provider: string): boolean =>
  local.has(provider) || rows.some((row) => row.provider === provider);
