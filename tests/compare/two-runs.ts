import type { Plan } from "../../src/core/plan.ts";
import type { Report } from "../../src/core/report.ts";
import type { Change, ChangeMetric, RunComparison } from "../../src/core/run-comparison.ts";
import type { Sample } from "../../src/core/sample.ts";
import { compareRuns } from "../../src/compare/compare-runs.ts";
import { buildReport } from "../../src/records/build-report.ts";
import { normalQuantile } from "../../src/statistics/normal.ts";
import { randomFor } from "../../src/core/random.ts";
import { aRun, answering } from "../metrics/made-run.ts";

type Make = (block: number) => Partial<Sample>;

const CIRCUMSTANCES = {
  tool: { name: "speed-kings", version: "0.1.0", revision: "test", bun: "1.4.5" },
  environment: { os: "linux", arch: "x64", cpu: "a cpu", cores: 2 },
  startedAt: "2026-11-24T05:31:00.000Z",
  endedAt: "2026-11-24T05:36:00.000Z",
  stopReason: "complete",
  simulated: false,
} as const;

/** How fast a target is, and how much that varies from request to request. */
export interface Pace {
  readonly ttftMs?: number;
  readonly tokensPerSecond?: number;
  /** Standard deviation of the logarithm, of both independently. */
  readonly noise?: number;
}

/** Answers at a pace with log-normal noise; the same salt gives the same answers. */
export function paced(
  salt: string,
  { ttftMs = 200, tokensPerSecond = 500, noise = 0.05 }: Pace = {},
): Make {
  return (block) => {
    const random = randomFor(7, `${salt}/${block}`);
    const factor = (): number => Math.exp(noise * normalQuantile(random.uniform(1e-9, 1)));
    return answering(ttftMs * factor(), tokensPerSecond * factor());
  };
}

/** The report of a run of one size, made like that of a race. */
export function reportOf(
  targets: Readonly<Record<string, Make>>,
  blocks = 30,
  plan: Partial<Plan> = {},
  overrides: Partial<Report> = {},
): Report {
  const made = aRun(targets, blocks, plan);
  return { ...buildReport(made.plan, made.samples, CIRCUMSTANCES), ...overrides };
}

export const compared = (base: Report, next: Report): RunComparison =>
  compareRuns({ name: "base.json", report: base }, { name: "new.json", report: next });

/** One change of one target. @throws Error when there is none. */
export function changeOf(
  { targets }: RunComparison,
  metric: ChangeMetric,
  target: string = targets[0]?.id ?? "",
): Change {
  const found = targets
    .find(({ id }) => id === target)
    ?.changes.find((change) => change.metric === metric);
  if (found === undefined) throw new Error(`no ${metric} of ${target}`);
  return found;
}
