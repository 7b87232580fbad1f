import type { LabelEffect, Report, ReportedInterval } from "./report.ts";
import type { WorkloadSize } from "./plan.ts";

/** What two runs are compared in, in the order of a page. `cost` is USD per output token. */
export const CHANGE_METRICS = ["ttft", "ttfat", "speed", "e2e", "success", "cost"] as const;
export type ChangeMetric = (typeof CHANGE_METRICS)[number];

/** A run, as far as a comparison names it. */
export interface ComparedRun {
  /** Its file, or whatever it was asked for by. */
  readonly name: string;
  readonly startedAt: string;
  readonly version: string;
  readonly methodVersion: string;
  readonly simulated: boolean;
  readonly environment: Report["environment"];
}

/** Something that speaks against comparing: `void` takes verdicts away, `warn` and `inform` stand beside them. */
export interface Caveat {
  readonly id: string;
  readonly effect: LabelEffect;
  readonly text: string;
  /** Only these metrics; absent: all. */
  readonly metrics?: readonly ChangeMetric[];
  /** Only this size, only this target; absent: all. */
  readonly size?: WorkloadSize["size"];
  readonly target?: string;
}

/** One of the two sides of a change. */
export interface ChangeSide {
  /** P50 in milliseconds or tokens per second, a share of successes, USD per output token; null when fewer than half got there. */
  readonly value: number | null;
  /** Attempts behind it. */
  readonly n: number;
}

export type ChangeVerdict = "better" | "worse" | "tie" | "inconclusive";

/** What changed for one target in one metric. */
export interface Change {
  readonly metric: ChangeMetric;
  readonly base: ChangeSide;
  readonly new: ChangeSide;
  /**
   * How much larger the new value is: 0.05 is 5 % more milliseconds, tokens per second or dollars. For `success` the difference of
   * the shares: -0.02 is two percentage points less. Null when a side has nothing, or nothing but failures.
   */
  readonly change: number | null;
  /** 95 % of it, an end null where it is not bounded; null when there is none, as for what is void. */
  readonly interval: ReportedInterval | null;
  readonly p: number | null;
  /** Holm over all targets and sizes of this metric. */
  readonly pAdjusted: number | null;
  /** A smaller change counts as none. */
  readonly margin: number;
  /** Smallest change that would have been seen with 80 % power. */
  readonly detectable?: number;
  readonly verdict: ChangeVerdict;
  /** Why it is inconclusive. */
  readonly reason?: string;
}

/** One target at one size in both runs. */
export interface TargetChange {
  /** Its id in the new run. */
  readonly id: string;
  readonly size: WorkloadSize["size"];
  /** Its id in the other, where it is called something else there and was found by provider and model. */
  readonly baseId?: string;
  readonly model: string;
  readonly changes: readonly Change[];
}

/** A target and size that only one of the runs has. */
export interface Unmatched {
  readonly id: string;
  readonly size: WorkloadSize["size"];
}

/** Two saved runs side by side: the contract of `compare --output json`. */
export interface RunComparison {
  readonly schemaVersion: 1;
  readonly base: ComparedRun;
  readonly new: ComparedRun;
  readonly targets: readonly TargetChange[];
  readonly onlyInBase: readonly Unmatched[];
  readonly onlyInNew: readonly Unmatched[];
  /** Worst first. */
  readonly caveats: readonly Caveat[];
}
