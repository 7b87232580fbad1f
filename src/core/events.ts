import type { Plan } from "./plan.ts";
import type { Sample } from "./sample.ts";

/** What a run tells while it goes on. The runner prints nothing; whoever wants to see it listens. */
export type RunEvent =
  | { readonly type: "run-start"; readonly plan: Plan; readonly totalAttempts: number }
  | { readonly type: "attempt-start"; readonly target: string }
  | { readonly type: "attempt-end"; readonly sample: Sample }
  /** The target asked to be left alone for a while: its places in the coming blocks wait. */
  | { readonly type: "target-paused"; readonly target: string; readonly forMs: number }
  /** Nothing further is sent to the target: it was refused for good. */
  | { readonly type: "target-given-up"; readonly target: string }
  /** No further block starts: a limit was reached, or the user asked to stop. */
  | { readonly type: "run-ending"; readonly reason: StopReason }
  | { readonly type: "run-end" };

/** Why a run ended. */
export type StopReason = "complete" | "precise" | "max-time" | "max-cost" | "interrupted";
