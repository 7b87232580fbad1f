import type { Instant, PricePeriod, PricedModel, PricedProvider } from "./price-file.ts";

/**
 * A file of the user's own: the same words as a whole price file, and all of them optional. What it says about a model replaces
 * what the layers below say; `"prices": null` takes a price away.
 */
export interface OwnPriceFile {
  readonly schemaVersion?: 1;
  readonly updatedAt?: Instant;
  readonly currency?: "USD";
  readonly unit?: "per-1M-tokens";
  readonly sources?: Readonly<Record<string, object>>;
  readonly providers: Readonly<Record<string, OwnProvider>>;
}

export interface OwnProvider extends Partial<Omit<PricedProvider, "models">> {
  readonly models?: Readonly<Record<string, OwnModel>>;
}

export interface OwnModel extends Partial<Omit<PricedModel, "prices">> {
  readonly prices?: readonly PricePeriod[] | null;
}
