import type { Plan } from "../core/plan.ts";
import type { Label, Report } from "../core/report.ts";
import type { Sample } from "../core/sample.ts";
import { buildReport } from "./build-report.ts";
import type { Circumstances } from "./build-report.ts";

/** What a journal says before its first sample. */
export type RunHead = Pick<
  Report,
  "tool" | "environment" | "startedAt" | "simulated" | "calibration" | "network" | "plan"
>;

/** Makes a report of plan and samples; given from outside where more is known, such as prices. */
export type Build = (
  plan: Plan,
  samples: readonly Sample[],
  circumstances: Circumstances,
) => Report;

/** Id of the label that every such report carries. */
export const RECOVERED = "recovered";

/** Places of the plan, each of which asks for at least one attempt. */
const plannedAttempts = ({ targets, sizes, iterations, warmup }: Plan): number =>
  targets.length * sizes.length * (iterations + warmup);

function recoveredLabel(plan: Plan, samples: readonly Sample[]): Label {
  const isUncounted = samples.some(
    ({ status, tokens }) => status === "ok" && tokens.o200k === undefined,
  );
  const text = [
    `recovered from the record of a run that did not come to its end: ${samples.length} attempts of about ${plannedAttempts(plan)} planned`,
    ...(isUncounted ? ["tokens are the providers' own, o200k_base was not counted"] : []),
  ].join("; ");
  return { id: RECOVERED, effect: "warn", text, value: samples.length };
}

/** When the last attempt of which there is a record ended. */
function lastMoment(startedAt: string, samples: readonly Sample[]): string {
  const moments = samples.map((sample) => Date.parse(sample.startedAt) + sample.endMs);
  const last = moments.reduce((latest, moment) => Math.max(latest, moment), Date.parse(startedAt));
  return Number.isFinite(last) ? new Date(last).toISOString() : startedAt;
}

/** The report of a run that was killed, made of what its journal holds: as if it had been interrupted after its last attempt. */
export function recoverReport(
  { plan, network, ...head }: RunHead,
  samples: readonly Sample[],
  build: Build = buildReport,
): Report {
  const report = build(plan, samples, {
    ...head,
    network,
    endedAt: lastMoment(head.startedAt, samples),
    stopReason: "interrupted",
  });
  return { ...report, labels: [recoveredLabel(plan, samples), ...report.labels] };
}
