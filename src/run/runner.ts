import type { RunEvent, StopReason } from "../core/events.ts";
import type { Lanes } from "../core/lanes.ts";
import type { Plan } from "../core/plan.ts";
import { randomFor } from "../core/random.ts";
import type { Sample } from "../core/sample.ts";
import { after, fromMs } from "../core/units.ts";
import type { ResolvedTarget } from "../providers/entrant.ts";
import { sleepFor, sleepUntil } from "../timing/clock.ts";
import type { Clock } from "../timing/clock.ts";
import { staggeredStarts } from "../timing/pacing.ts";
import type { StallRecorder } from "../timing/stalls.ts";
import type { Transport } from "../wire/transport.ts";
import { Adaptation } from "./adaptation.ts";
import type { Attempted } from "./attempt.ts";
import { fillPlace } from "./fill-place.ts";
import type { PlaceTools } from "./fill-place.ts";
import type { Assignment, Copy } from "./place.ts";
import { blocksOf, gapAfter, groupsOf } from "./schedule.ts";
import type { Block, Group } from "./schedule.ts";
import { TargetStates } from "./target-states.ts";

export interface RunTools {
  readonly clock: Clock;
  readonly transport: Transport;
  readonly stalls?: Pick<StallRecorder, "within">;
  /** What is sent in a block: pure. */
  readonly assign: (block: Block, copy: Copy) => Assignment;
  readonly observe: (event: RunEvent) => void;
  /** Told of text as it comes, for a display. */
  readonly lanes?: Lanes | undefined;
  /**
   * Asked after each block that is not the last, warm-up included (no block is done then): a reason to start no further one, such
   * as a budget or enough precision.
   */
  readonly stopWhen?: (samples: readonly Sample[], blocksDone: number) => StopReason | undefined;
  /** Fires when no further block shall start. */
  readonly ending: AbortSignal;
  /** Fires when what is in flight shall stop as well. */
  readonly abort: AbortSignal;
}

export interface RunOutcome {
  readonly attempts: readonly Attempted[];
  readonly stopReason: StopReason;
}

/**
 * Carries out a plan: warm-up, then blocks, each of which sends one request to every target. Computes no metric and prints
 * nothing; what happens is told through `observe` as it happens. Never throws for anything that a provider does.
 *
 * A target that never gave a result and was refused for a reason that will not pass (a bad key, no such model, nothing
 * listening) is sent nothing further: its failed attempts stay in the outcome. One that is rate limited is left alone for as long
 * as it asked, and its places are filled afterwards.
 */
export async function run(
  plan: Plan,
  contestants: readonly ResolvedTarget[],
  tools: RunTools,
): Promise<RunOutcome> {
  const { clock, observe } = tools;
  const attempts: Attempted[] = [];
  const states = new TargetStates(plan.targets.map(({ id }) => id));
  const warmups = blocksOf(plan, "warmup");
  const measured = blocksOf(plan, "measured");
  const deadline = after(clock.now(), fromMs(plan.maxTimeMs));
  const placing: PlaceTools = {
    ...tools,
    plan,
    states,
    adaptation: new Adaptation(contestants),
    attempting: { ...tools, limits: plan.limits, temperature: plan.temperature },
    keep: (attempted) => attempts.push(attempted),
  };
  let stopReason: StopReason = "complete";
  let blocksDone = 0;

  const stop = (reason: StopReason | undefined): void => {
    if (reason === undefined || stopReason !== "complete") return;
    stopReason = reason;
    observe({ type: "run-ending", reason });
  };
  const mayGoOn = (): boolean => {
    if (tools.ending.aborted) stop("interrupted");
    else if (clock.now() >= deadline) stop("max-time");
    return stopReason === "complete" && !states.areAllGivenUp;
  };
  const raceGroup = async (block: Block, group: Group): Promise<void> => {
    await sleepFor(clock, group.startsAfterMs, tools.abort);
    for (const { target, order } of group.entries) {
      if (states.isGivenUp(target.id) || tools.abort.aborted) continue;
      if (states.isPaused(target.id, clock.now())) {
        states.keepOpen(target.id, { block, order });
        continue;
      }
      // In order by design: entries of a group share a host, and one request in flight per host is the rule.
      // oxlint-disable-next-line no-await-in-loop
      await fillPlace(target.id, block, order, false, placing);
      // oxlint-disable-next-line no-await-in-loop
      await fillOpenPlace(target.id);
    }
  };
  /** At most one a block, so that what a pause left behind does not come back as a burst. */
  const fillOpenPlace = async (id: string): Promise<void> => {
    if (states.isPaused(id, clock.now()) || states.isGivenUp(id) || tools.ending.aborted) return;
    const open = states.takeOpen(id);
    if (open !== undefined) await fillPlace(id, open.block, open.order, true, placing);
  };
  const raceBlock = async (block: Block): Promise<void> => {
    const remaining = plan.targets.filter((target) => !states.isGivenUp(target.id));
    await Promise.all(groupsOf(plan, remaining, block).map((group) => raceGroup(block, group)));
    if (block.phase === "measured") blocksDone++;
  };
  const askWhetherToStop = (): void => {
    const samples = attempts.map(({ sample }) => sample);
    stop(tools.stopWhen?.(samples, blocksDone));
  };
  /** Lanes take blocks from one queue until it is empty; each lane has one block in flight. */
  const runPhase = async (phase: Sample["phase"], blocks: readonly Block[]): Promise<void> => {
    let next = 0;
    const lanes = Math.min(plan.concurrency, blocks.length);
    const random = randomFor(plan.seed, `lanes/${phase}`);
    const starts = lanes > 1 ? staggeredStarts(lanes, plan.staggerMs, random) : [0];
    const begin = clock.now();
    const runLane = async (startsAfterMs: number): Promise<void> => {
      await sleepUntil(clock, after(begin, fromMs(startsAfterMs)), tools.ending);
      while (next < blocks.length && mayGoOn()) {
        const block = blocks[next++]!;
        // oxlint-disable-next-line no-await-in-loop -- blocks of a lane follow one another
        await raceBlock(block);
        const isLast = next >= blocks.length && phase === "measured";
        // After the last one there is nothing to stop but what was left open.
        if (!isLast || states.nextOpening !== undefined) askWhetherToStop();
        // oxlint-disable-next-line no-await-in-loop
        if (!isLast) await sleepFor(clock, gapAfter(plan, block), tools.ending);
      }
    };
    await Promise.all(starts.map(runLane));
  };
  /** After the last block: the places that are still open, as soon as their targets may be asked again. */
  const fillWhatIsOpen = async (): Promise<void> => {
    for (let opening = states.nextOpening; opening !== undefined; opening = states.nextOpening) {
      if (!mayGoOn() || opening >= deadline) return;
      // oxlint-disable-next-line no-await-in-loop
      await sleepUntil(clock, opening, tools.ending);
      // oxlint-disable-next-line no-await-in-loop
      await Promise.all(contestants.map(({ target }) => fillOpenPlace(target.id)));
      if (states.nextOpening !== undefined) askWhetherToStop();
    }
  };

  observe({
    type: "run-start",
    plan,
    totalAttempts: (warmups.length + measured.length) * plan.targets.length,
  });
  await runPhase("warmup", warmups);
  await runPhase("measured", measured);
  await fillWhatIsOpen();
  if (tools.ending.aborted) stopReason = "interrupted";
  observe({ type: "run-end" });
  return { attempts, stopReason };
}
