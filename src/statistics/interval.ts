/** From `low` to `high`, both included; an end may be infinite. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** What intervals cover and tests risk unless the caller says otherwise. */
export const CONFIDENCE = 0.95;
