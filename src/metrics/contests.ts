import type { Calibration } from "../core/calibration.ts";
import type { Category } from "../core/report.ts";
import type { Sample } from "../core/sample.ts";
import { observed } from "../statistics/observation.ts";
import type { Observation } from "../statistics/observation.ts";
import type { Attempt, Cell } from "./attempts.ts";
import { areComparable } from "./lengths.ts";
import { observationOf } from "./metrics.ts";
import { paidTokens } from "./token-basis.ts";
import type { TokenBasis } from "./token-basis.ts";

/** USD that one attempt cost, warm-ups and failures included; undefined when it is not known. */
export type CostOf = (sample: Sample) => number | undefined;

/** What all categories are judged by. */
export interface Terms {
  readonly basis: TokenBasis;
  /** What TTFT means for the ranking: to the first token of the answer as soon as anybody reasons aloud. */
  readonly ttft: "ttftMs" | "ttfatMs";
  readonly calibration?: Calibration;
  readonly costOf?: CostOf;
}

/** How attempts are compared in one category. */
export interface Contest {
  readonly name: string;
  readonly better: "lower" | "higher";
  /** What an attempt puts into the pairs of its block; undefined when it puts nothing. */
  readonly observe: (attempt: Attempt) => Observation | undefined;
  /** Whether two attempts of one block are the same work. */
  readonly areComparable?: (a: Attempt, b: Attempt) => boolean;
  /** Our own error in milliseconds, and the time of an attempt that it is an error of. */
  readonly ownErrorMs: number;
  readonly measuredMs: (attempt: Attempt) => number | undefined;
}

/** A success without a valid speed says nothing; a failure without one was as slow as can be. */
function speedInPairs(attempt: Attempt): Observation | undefined {
  const found = observationOf(attempt, "outputSpeed");
  return found ?? (attempt.sample.status === "failed" ? observed(0) : undefined);
}

/** USD per output token. What cost nothing has no price to compare; what cost something and gave nothing is infinitely dear. */
function price({ sample }: Attempt, basis: TokenBasis, costOf: CostOf): Observation | undefined {
  const cost = costOf(sample);
  const tokens = paidTokens(sample, basis) ?? (sample.status === "failed" ? 0 : undefined);
  if (cost === undefined || tokens === undefined || !(cost > 0)) return undefined;
  return observed(tokens > 0 ? cost / tokens : Number.POSITIVE_INFINITY);
}

const CONTESTS = {
  speed: ({ calibration }) => ({
    name: "output speed",
    better: "higher",
    observe: speedInPairs,
    // Both ends of the window are stamps of chunks.
    ownErrorMs: Math.abs(calibration?.chunkErrorMs.p50 ?? 0),
    measuredMs: ({ speed }) => ("void" in speed ? undefined : speed.windowMs),
  }),
  ttft: ({ calibration, ttft }) => ({
    name: ttft === "ttfatMs" ? "TTFAT" : "TTFT",
    better: "lower",
    observe: (attempt) => observationOf(attempt, ttft),
    ownErrorMs: Math.abs(calibration?.ttftErrorMs.p50 ?? 0),
    measuredMs: ({ sample }) => sample[ttft],
  }),
  e2e: ({ calibration, basis }) => ({
    name: "E2E",
    better: "lower",
    observe: (attempt) => observationOf(attempt, "e2eMs"),
    areComparable: (a, b) => areComparable(a, b, basis),
    ownErrorMs: Math.abs(calibration?.ttftErrorMs.p50 ?? 0),
    measuredMs: ({ sample }) => sample.lastTokenMs,
  }),
  value: ({ basis, costOf }) =>
    costOf === undefined
      ? undefined
      : {
          name: "value",
          better: "lower",
          observe: (attempt) => price(attempt, basis, costOf),
          ownErrorMs: 0,
          measuredMs: () => undefined,
        },
} as const satisfies Record<Category, (terms: Terms) => Contest | undefined>;

/** The contest of a category; undefined for value as long as nobody knows what anything costs. */
export const contestOf = (category: Category, terms: Terms): Contest | undefined =>
  CONTESTS[category](terms);

/**
 * What TTFT means for the ranking of a run: as soon as one target streams its reasoning, a first token is not yet an answer, and
 * the time to the first token of the answer (TTFAT) is what compares. The same for all sizes.
 */
export const ttftOf = (cells: readonly Cell[]): Terms["ttft"] =>
  cells.some(({ counted }) =>
    counted.some(({ sample }) => sample.reads.some(([, , , , reasoning]) => reasoning > 0)),
  )
    ? "ttfatMs"
    : "ttftMs";
