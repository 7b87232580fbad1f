import { checkGates, knownOf } from "../gates/check-gates.ts";
import type { Gate } from "../gates/gate.ts";
import { areMissed, judgeGates } from "../gates/judge-gates.ts";
import { parseGates } from "../gates/parse-gate.ts";
import type { Plan } from "../core/plan.ts";
import { annotateGates } from "../output/github-annotations.ts";
import { FORMATS } from "../output/formatters.ts";
import type { Format } from "../output/formatters.ts";
import { atVolume, parseVolume } from "../pricing/volume.ts";
import type { Context } from "./context.ts";
import { EXIT } from "./exit.ts";
import { exportRuns, prepareExports } from "./exports.ts";
import type { Export } from "./exports.ts";
import type { GivenFlags } from "./flags.ts";
import { reportGates } from "./gate-report.ts";
import { speaksGithub } from "./github.ts";
import type { NamedRun } from "./load-runs.ts";
import { openReport } from "./open-report.ts";
import { renderRuns } from "./render-runs.ts";
import { choice, isOn, list, text } from "./values.ts";

/** What is to become of a result: read and checked before anything is measured. */
export interface Delivery {
  readonly format: Format;
  readonly details: boolean;
  readonly exports: readonly Export[];
  readonly opens: boolean;
  /** Tokens a day of which to tell the cost of a month. */
  readonly tokensPerDay: number | undefined;
  readonly gates: readonly Gate[];
  /** What nothing could decide counts as missed: a gate without evidence, a run on a saturated machine. */
  readonly strict: boolean;
}

/**
 * Reads `--output`, `--details`, `--volume`, `--export`, `--open`, `--fail-if` and `--strict`.
 * @throws UsageError for a gate that cannot be read, and for a file that could not be written.
 */
export async function prepareDelivery(flags: GivenFlags): Promise<Delivery> {
  const volume = text(flags, "volume");
  return {
    tokensPerDay: volume === undefined ? undefined : parseVolume(volume),
    format: choice(flags, "output", FORMATS) ?? "table",
    details: isOn(flags, "details"),
    gates: parseGates(list(flags, "fail-if") ?? []),
    strict: isOn(flags, "strict"),
    exports: await prepareExports(list(flags, "export") ?? []),
    opens: isOn(flags, "open"),
  };
}

/** Whether the gates can speak of a run of this plan. @throws UsageError that points at what the run does not have. */
export const checkDelivery = ({ gates }: Delivery, plan: Plan): void =>
  checkGates(gates, knownOf(plan));

/**
 * Prints runs, writes them into the files of `--export`, opens the HTML, and judges the gates. Gives the exit code that follows
 * from it: 3 for a missed gate, 1 for a file that could not be written, else 0.
 */
export async function deliver(
  given: readonly NamedRun[],
  { format, details, exports, opens, tokensPerDay, gates, strict }: Delivery,
  context: Context,
): Promise<number> {
  const log = await context.log();
  const runs =
    tokensPerDay === undefined
      ? given
      : given.map((run) => ({ ...run, report: atVolume(run.report, tokensPerDay) }));
  await context.print(await renderRuns(runs, format, { ...context.page(), details }));
  const areWritten = await exportRuns(runs, exports, log);
  if (opens) await openReport(runs, exports, context.env, log);
  const results = runs.flatMap(({ report }) => judgeGates(gates, report));
  if (speaksGithub(false, context.env)) for (const line of annotateGates(results)) log.info(line);
  reportGates(results, log);
  if (strict && runs.some(({ report }) => report.calibration?.verdict === "saturated")) {
    log.error(
      "--strict: this machine was too busy for the numbers to count; run it where less else runs",
    );
    return EXIT.gate;
  }
  if (areMissed(results, strict)) return EXIT.gate;
  return areWritten ? EXIT.ok : EXIT.failed;
}
