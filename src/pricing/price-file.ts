/** `2026-11-24`, a day in UTC. */
export type Day = string;
/** A day, or an instant such as `2026-09-10T04:00:00Z`. A day stands for its first moment in UTC. */
export type Instant = string;

export const WEEKDAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** When within a day a price holds, in UTC. */
export interface DailyWindow {
  /** From (included) to (not included); `24:00` is the end of the day. A window never runs over midnight: it is two then. */
  readonly utc: readonly (readonly [from: string, to: string])[];
  /** Every day when absent. */
  readonly days?: readonly Weekday[];
  /** Days on which the window does not hold. */
  readonly except?: readonly Day[];
}

/** USD per million tokens. What is absent is not published, never free. */
export interface Rates {
  readonly input: number;
  readonly output: number;
  readonly cacheRead?: number;
  readonly cacheWrite?: number;
  /** Where reasoning has another price than the rest of the output. */
  readonly reasoning?: number;
  /** USD per request, on top. */
  readonly perRequest?: number;
}

/** A price and the conditions under which it holds. The last one of a model's list that holds is the one that counts. */
export interface PricePeriod extends Rates {
  /** Included; absent: since ever. */
  readonly from?: Instant;
  /** Not included; absent: until further notice. */
  readonly to?: Instant;
  /** A name for the condition, for people: `peak`, `off-peak`. */
  readonly name?: string;
  readonly when?: DailyWindow;
  /** Service tier that was asked for; absent: the standard one. */
  readonly tier?: string;
  /** Holds for requests with more input tokens than this; the whole request pays it. */
  readonly inputAbove?: number;
  readonly note?: string;
}

/** `enterprise`: only with a contract. `unconfirmed`: no longer listed, not announced as retired either. */
export const STATUSES = [
  "production",
  "preview",
  "alias",
  "enterprise",
  "unconfirmed",
  "retired",
] as const;
export type Status = (typeof STATUSES)[number];

/**
 * `high`: from the provider itself, or two independent sources agree. `medium`: one source. `low`: sources contradict each other.
 * `none`: no price is known.
 */
export const CONFIDENCES = ["high", "medium", "low", "none"] as const;
export type Confidence = (typeof CONFIDENCES)[number];

export interface Evidence {
  /** Name of a source of the file. */
  readonly id: string;
  readonly asOf?: Day;
  readonly url?: string;
}

export interface PricedModel {
  readonly status: Status;
  /** Other ids under which the same provider serves the same model at the same price. */
  readonly aliases?: readonly string[];
  readonly context?: number;
  readonly maxOutput?: number;
  /** Empty: the model is known, its price is not. */
  readonly prices: readonly PricePeriod[];
  /** When the price was last seen to be true, not when the file was written. */
  readonly verifiedAt?: Day;
  readonly confidence: Confidence;
  readonly sources: readonly Evidence[];
  /** Checked by a person against the provider's own page: a refresh reports what differs and changes nothing. */
  readonly pinned?: boolean;
  readonly note?: string;
}

export interface PricedProvider {
  /** `local` runs on a machine of the user and costs nothing per token; absent: paid by the token. */
  readonly kind?: "local";
  /** Hosts of the API, to recognise it behind a URL. */
  readonly hosts: readonly string[];
  readonly pricePage?: string;
  /** What a cached input token costs, as a share of an input token, where a row has no price for it. */
  readonly cacheReadFactor?: number;
  readonly note?: string;
  readonly models: Readonly<Record<string, PricedModel>>;
}

/** Where prices come from. Sources of one lineage copy from each other and count as one. */
export interface PriceOrigin {
  readonly lineage: string;
  readonly asOf?: Day;
  readonly licence?: string;
  readonly url?: string;
  readonly integrity?: string;
  readonly note?: string;
}

/** A file of prices: `pricing/pricing.json`, the refreshed copy of it, or the user's own. */
export interface PriceFile {
  readonly schemaVersion: 1;
  readonly updatedAt: Instant;
  readonly currency: "USD";
  readonly unit: "per-1M-tokens";
  readonly sources: Readonly<Record<string, PriceOrigin>>;
  readonly providers: Readonly<Record<string, PricedProvider>>;
}
