import type { RunEvent } from "../core/events.ts";
import type { Plan } from "../core/plan.ts";
import type { Report } from "../core/report.ts";
import type { Sample } from "../core/sample.ts";
import { outputSpeed } from "../metrics/output-speed.ts";
import { tokenBasis, visibleTokens } from "../metrics/token-basis.ts";
import type { TokenBasis } from "../metrics/token-basis.ts";
import type { PriceTable } from "../pricing/price-table.ts";
import { pricersFor, spendingMeter } from "../pricing/spent.ts";
import type { Pricers } from "../pricing/spent.ts";
import type { ResolvedTarget } from "../providers/entrant.ts";
import { buildReport } from "../records/build-report.ts";
import type { Assignment, Copy } from "../run/place.ts";
import { run } from "../run/runner.ts";
import type { RunOutcome } from "../run/runner.ts";
import type { Block } from "../run/schedule.ts";
import { startProgress } from "../terminal/progress.ts";
import { recordStalls } from "../timing/stalls.ts";
import { probeTargets } from "../wire/probe.ts";
import type { Transport } from "../wire/transport.ts";
import { completeTokens } from "../workload/count-tokens.ts";
import { loadTokenizer } from "../workload/tokenizer.ts";
import { calibrateBefore } from "./calibrate-before.ts";
import type { Context } from "./context.ts";
import { runsFolder } from "./data-folder.ts";
import { deliver } from "./deliver.ts";
import type { Delivery } from "./deliver.ts";
import { EXIT } from "./exit.ts";
import { listenForInterrupts } from "./interrupts.ts";
import type { Interrupts } from "./interrupts.ts";
import { environment, tool } from "./machine.ts";
import { chargesOf, withCost } from "./price-run.ts";
import type { RaceOptions } from "./race-options.ts";
import { keepRecord } from "./run-record.ts";
import { stopRule } from "./stop-rules.ts";
import { composeAhead } from "./workload.ts";

/** A race that is ready to start. */
export interface Race {
  readonly plan: Plan;
  readonly contestants: readonly ResolvedTarget[];
  readonly transport: Transport;
  readonly assign: (block: Block, copy: Copy) => Assignment;
  readonly prices: PriceTable;
  readonly simulated: boolean;
}

/**
 * Runs a race and prints its result: first this program's own error and the way to each target, then the race, with progress on
 * stderr and every sample into the record as it ends, then the report on stdout and in files. Ends with a report in any case, also
 * after Ctrl-C. Gives the exit code.
 */
export async function race(
  ready: Race,
  options: RaceOptions,
  delivery: Delivery,
  context: Context,
): Promise<number> {
  const { plan, simulated } = ready;
  const pricers = pricersFor(ready.prices, plan);
  const charges = chargesOf(pricers);
  const log = await context.log();
  const startedAt = new Date(context.clock.wallMs()).toISOString();
  const identity = { tool: tool(), environment: environment(), startedAt, simulated };
  const display = options.progress ? context.display() : undefined;
  const interrupts = listenForInterrupts(() => {
    // A live area says it itself, and a line written across it would break it.
    if (display?.kind !== "area")
      log.info("stopping: Ctrl-C again stops the requests in flight at once");
  });
  try {
    composeAhead(plan, ready.assign);
    const before = await lookAround(ready, options, context, interrupts);
    const record = options.save
      ? await keepRecord(runsFolder(context.env), { ...identity, ...before, plan }, log)
      : undefined;
    const outcome = await measure(ready, pricers, context, interrupts, display, (event) => {
      if (event.type === "attempt-end") record?.append(event.sample);
    });
    const countTokens = await loadTokenizer();
    const samples = outcome.attempts.map(({ sample, text }) =>
      withCost(completeTokens(sample, text, countTokens), charges.costOf),
    );
    const report = buildReport(plan, samples, {
      ...identity,
      ...before,
      ...charges,
      endedAt: new Date(context.clock.wallMs()).toISOString(),
      stopReason: outcome.stopReason,
    });
    await record?.finish(report);
    const code = await deliver([{ name: "", report }], delivery, context);
    return failureOf(report) ?? code;
  } finally {
    interrupts.stop();
  }
}

/** What is measured before the race, one after the other so that neither disturbs the other. Nothing of it is subtracted. */
async function lookAround(
  { plan, transport }: Race,
  options: RaceOptions,
  context: Context,
  { ending }: Interrupts,
): Promise<Pick<Report, "calibration" | "network">> {
  const tools = { clock: context.clock, env: context.env, abort: ending };
  const network = await probeTargets(plan.targets, tools);
  const calibration = options.calibration
    ? await calibrateBefore(plan, transport, context, ending)
    : undefined;
  return { network, ...(calibration === undefined ? {} : { calibration }) };
}

/** The measuring itself, with the display around it. */
async function measure(
  ready: Race,
  pricers: Pricers,
  context: Context,
  interrupts: Interrupts,
  display: ReturnType<Context["display"]>,
  observe: (event: RunEvent) => void,
): Promise<RunOutcome> {
  const basis = tokenBasis(ready.plan.targets);
  const progress = startProgress({
    look: display,
    title: titleOf(ready),
    targets: ready.plan.targets.map(({ id }) => id),
    speedOf: liveSpeed(basis),
    tokensOf: (sample) => visibleTokens(sample, basis),
    costOf: chargesOf(pricers).costOf,
  });
  // The run itself tells it no sooner than at the next block, and until then the display would go on as if nothing had been asked.
  const tellEnding = (): void => progress.observe({ type: "run-ending", reason: "interrupted" });
  interrupts.ending.addEventListener("abort", tellEnding, { once: true });
  const stalls = recordStalls(context.clock);
  try {
    return await run(ready.plan, ready.contestants, {
      clock: context.clock,
      transport: ready.transport,
      stalls,
      assign: ready.assign,
      stopWhen: stopRule(ready.plan, spendingMeter(pricers)),
      lanes: progress.lanes,
      observe: (event) => {
        observe(event);
        progress.observe(event);
      },
      ending: interrupts.ending,
      abort: interrupts.abort,
    });
  } finally {
    stalls.stop();
    interrupts.ending.removeEventListener("abort", tellEnding);
    await progress.stop();
  }
}

function titleOf({ plan, simulated }: Race): string {
  const { targets, sizes } = plan;
  const who = `${targets.length} ${simulated ? "simulated " : ""}target${targets.length === 1 ? "" : "s"}`;
  return `Racing ${who}, ${sizes.map(({ size }) => size).join(", ")}`;
}

/** Output speed for the live display: before o200k tokens are counted, native ones have to do. */
const liveSpeed =
  (basis: TokenBasis) =>
  (sample: Sample): number | undefined => {
    const speed = outputSpeed(sample, basis);
    return "void" in speed ? undefined : speed.tokensPerSecond;
  };

/** The exit code of a run that has no result to judge. */
function failureOf({ interrupted, targets }: Report): number | undefined {
  if (interrupted) return EXIT.interrupted;
  return targets.some(({ attempts }) => attempts.ok > 0) ? undefined : EXIT.failed;
}
