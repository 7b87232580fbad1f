import type { StopReason } from "../core/events.ts";
import type { Plan } from "../core/plan.ts";
import type { Report } from "../core/report.ts";
import type { Sample } from "../core/sample.ts";
import { summarize } from "../metrics/summarize.ts";
import { tokenBasis } from "../metrics/token-basis.ts";

/** What is known of a run besides its plan and its samples. */
export interface Circumstances {
  readonly tool: Report["tool"];
  readonly environment: Report["environment"];
  readonly startedAt: string;
  readonly endedAt: string;
  readonly stopReason: StopReason;
  readonly simulated: boolean;
}

/** The report of a run: everything in it follows from the plan and the samples, so a saved run gives the same one again. */
export function buildReport(
  plan: Plan,
  samples: readonly Sample[],
  circumstances: Circumstances,
): Report {
  const basis = tokenBasis(plan.targets);
  return {
    schemaVersion: 1,
    methodVersion: "1.0",
    tool: circumstances.tool,
    startedAt: circumstances.startedAt,
    endedAt: circumstances.endedAt,
    interrupted: circumstances.stopReason === "interrupted",
    stopReason: circumstances.stopReason,
    simulated: circumstances.simulated,
    environment: circumstances.environment,
    network: [],
    plan,
    tokenBasis: basis,
    targets: plan.sizes.flatMap(({ size }) =>
      plan.targets.map((target) => summarize(target, size, samples, basis)),
    ),
    comparisons: [],
    labels: [],
    samples,
  };
}
