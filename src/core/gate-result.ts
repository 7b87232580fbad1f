import type { WorkloadSize } from "./plan.ts";

/** What came of one gate for one target and size. */
export interface GateResult {
  /** As it was written: `groq.ttft.p95 > 400ms`. */
  readonly gate: string;
  /** Absent for a gate about the run as a whole. */
  readonly target?: string;
  readonly size?: WorkloadSize["size"];
  /** `missed`: the evidence lies wholly on the failing side. `inconclusive`: on both, or there is none. */
  readonly outcome: "missed" | "passed" | "inconclusive";
  /** The evidence in words, one line. */
  readonly reason: string;
}
