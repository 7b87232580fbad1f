import type { Plan } from "../core/plan.ts";
import type { TargetReport } from "../core/report.ts";
import type { Attempt, Cell } from "./attempts.ts";
import type { Finding } from "./label-words.ts";
import type { SizeRanking } from "./ranks.ts";
import type { TokenBasis } from "./token-basis.ts";

/** All that the labels of one target at one size are decided by. */
export interface Evidence {
  readonly plan: Plan;
  readonly basis: TokenBasis;
  readonly cell: Cell;
  /** Its successful measured attempts, left out or not. */
  readonly ok: readonly Attempt[];
  /** Its measured attempts to which a first token came, whatever came after it. */
  readonly begun: readonly Attempt[];
  readonly outcomes: TargetReport["attempts"];
  readonly metrics: TargetReport["metrics"];
  /** All targets of this size, this one included. */
  readonly peers: readonly Cell[];
  readonly ranking: SizeRanking;
}

/** Finds something that a reader must know, or nothing. */
export type Rule = (evidence: Evidence) => Finding | undefined;
export type Rules = Readonly<Record<string, Rule>>;
