import { OLD_AFTER_DAYS, daysSince } from "./age.ts";
import type { PriceRow, PriceTable } from "./price-table.ts";

/** A price that a request of today would be counted with, and that nobody has checked for too long. */
interface OldPrice {
  readonly id: string;
  /** The day on which it was checked last. */
  readonly verifiedAt: string;
  readonly days: number;
}

/** The prices on sale, of all providers or of one, and those of them checked more than `maxAgeDays` ago. */
export function oldPrices(
  { rows }: PriceTable,
  atMs: number,
  { maxAgeDays = OLD_AFTER_DAYS, provider }: { maxAgeDays?: number; provider?: string } = {},
): { readonly checked: number; readonly old: readonly OldPrice[] } {
  const onSale = rows.filter(
    (row) => isOnSale(row) && (provider === undefined || row.provider === provider),
  );
  const old = onSale.flatMap(({ id, verifiedAt }) => {
    const days = verifiedAt === undefined ? undefined : daysSince(verifiedAt, atMs);
    return verifiedAt !== undefined && days !== undefined && days > maxAgeDays
      ? [{ id, verifiedAt, days }]
      : [];
  });
  return { checked: onSale.length, old };
}

const isOnSale = ({ status, prices }: PriceRow): boolean =>
  status !== "retired" && prices.some(({ to }) => to === undefined);
