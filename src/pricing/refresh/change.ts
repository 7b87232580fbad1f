import type { Confidence, PricePeriod, PricedModel } from "../price-file.ts";

/** What a merge did, or would not do, with one model. */
export interface Change {
  /**
   * `new` and `price` change what requests cost, `confirmed` only when it was last seen to be true. `held` is a change that a
   * person has to look at; `differs` an older or weaker source that says something else.
   */
  readonly kind: "new" | "price" | "confirmed" | "held" | "differs";
  readonly id: string;
  readonly before?: PricePeriod;
  readonly after?: PricePeriod;
  readonly sources: readonly string[];
  readonly confidence?: Confidence;
  readonly reason?: string;
}

/** What becomes of one model. */
export interface Outcome {
  /** Absent: it stays as it is. */
  readonly model?: PricedModel;
  readonly changes: readonly Change[];
}

/** Lineages whose ids are those of the API; the others may confirm a row, not make one. */
export const NAMING_LINEAGES = ["provider", "models.dev"];
