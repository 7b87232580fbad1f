import { printable } from "../text/printable.ts";

/** One model at one provider, as price lists show it. Prices are USD per million tokens. */
export interface PriceLine {
  readonly provider: string;
  readonly model: string;
  /** The shortest id by which the provider knows the model. */
  readonly shortModel: string;
  readonly status: string;
  readonly input?: number | undefined;
  readonly output?: number | undefined;
  readonly cacheRead?: number | undefined;
  readonly cacheWrite?: number | undefined;
  /** Which of several prices this is: `off-peak`. */
  readonly condition?: string | undefined;
  /** Long prompts cost more. */
  readonly hasSteps: boolean;
  readonly context?: number | undefined;
  readonly maxOutput?: number | undefined;
  readonly verifiedAt?: string | undefined;
  readonly ageDays?: number | undefined;
  readonly isOld: boolean;
  readonly confidence: string;
  readonly sources: readonly string[];
  readonly layer: string;
}

/** A source's name without its version. */
export const sourceName = (source: string): string => source.replace(/@.*$/, "");

const PLAIN = /^[!-~]+(?: [!-~]+)*$/;

/** Foreign text made harmless; most of it is, and a list has thousands of cells. */
export const harmless = (text: string): string => (PLAIN.test(text) ? text : printable(text));
