import type { Calibration } from "../core/calibration.ts";
import { compact } from "../core/compact.ts";
import type { StopReason } from "../core/events.ts";
import type { Plan } from "../core/plan.ts";
import type { NetworkPath, Report } from "../core/report.ts";
import type { Sample } from "../core/sample.ts";
import type { CostOf } from "../metrics/contests.ts";
import { evaluate } from "../metrics/evaluate.ts";
import type { BillOf } from "../metrics/value.ts";

/** Version of the definitions in docs/methodology.md. */
const METHOD_VERSION = "1.0";

/** What is known of a run besides its plan and its samples. */
export interface Circumstances {
  readonly tool: Report["tool"];
  readonly environment: Report["environment"];
  readonly startedAt: string;
  readonly endedAt: string;
  readonly stopReason: StopReason;
  readonly simulated: boolean;
  /** Absent when the program's own error was not measured. */
  readonly calibration?: Calibration | undefined;
  readonly network?: readonly NetworkPath[] | undefined;
  /** What one attempt cost in USD, undefined when unknown. Without it there is no ranking by value. */
  readonly costOf?: CostOf | undefined;
  /** What all attempts of a target cost. Without it there is no cost in the report. */
  readonly billOf?: BillOf | undefined;
}

/**
 * The report of a run. Everything in it follows from plan, samples and circumstances, so a saved run gives the same one again.
 */
export function buildReport(
  plan: Plan,
  samples: readonly Sample[],
  circumstances: Circumstances,
): Report {
  const { calibration, network = [], costOf, billOf, stopReason } = circumstances;
  return compact({
    schemaVersion: 1 as const,
    methodVersion: METHOD_VERSION,
    tool: circumstances.tool,
    startedAt: circumstances.startedAt,
    endedAt: circumstances.endedAt,
    interrupted: stopReason === "interrupted",
    stopReason,
    simulated: circumstances.simulated,
    environment: circumstances.environment,
    calibration,
    network,
    plan,
    ...evaluate(plan, samples, compact({ calibration, costOf, billOf })),
    samples,
  });
}
