import type { Day, PriceOrigin, PricePeriod } from "../price-file.ts";

/** What one source says about the price of one model at one provider. */
export interface Observation {
  /** Name of the source in the price file, with its version: `pi-ai@1.5.2`. */
  readonly source: string;
  readonly lineage: string;
  readonly asOf: Day;
  /** Our name of the provider. */
  readonly provider: string;
  readonly model: string;
  /** The standard price first; then those of larger requests and other service tiers. */
  readonly prices: readonly [PricePeriod, ...PricePeriod[]];
  readonly context?: number;
  readonly maxOutput?: number;
}

/** One source, read. */
export interface Reading {
  readonly source: string;
  readonly origin: PriceOrigin;
  readonly observations: readonly Observation[];
}

/** What every adapter must be told about the data that it reads. */
export interface Reader {
  readonly source: string;
  readonly asOf: Day;
}

/** USD per token, as a number or as a decimal string, in USD per million; undefined for anything else. */
export function perMillion(perToken: unknown): number | undefined {
  const value =
    typeof perToken === "string" && perToken.trim() !== "" ? Number(perToken) : perToken;
  if (typeof value !== "number" || !Number.isFinite(value)) return undefined;
  // 7.5e-8 * 1e6 is 0.07499999999999998.
  return Number((value * 1e6).toPrecision(12));
}

/** A price that is there and not 0: catalogs write 0 for "none" and for "not known". */
export const amount = (value: unknown): number | undefined =>
  typeof value === "number" && Number.isFinite(value) && value > 0 ? value : undefined;

export const wholeNumber = (value: unknown): number | undefined =>
  typeof value === "number" && Number.isInteger(value) && value > 0 ? value : undefined;

export type JsonObject = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const objectOf = (value: unknown): JsonObject => (isObject(value) ? value : {});
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
