import type { Interval } from "../statistics/interval.ts";

/** What is known of a number: where it lies for sure (95 %), an end may be infinite; or why nothing is. */
export type Evidence =
  | {
      readonly interval: Interval;
      /** The best single value; absent when it is beyond what was measured. */
      readonly point?: number;
    }
  | { readonly none: string };

/** A number that is not estimated but added up. */
export const exactly = (value: number): Evidence => ({
  interval: { low: value, high: value },
  point: value,
});
