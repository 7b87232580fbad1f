import type { RunEvent, StopReason } from "../core/events.ts";
import type { Plan } from "../core/plan.ts";
import { randomFor } from "../core/random.ts";
import type { Sample } from "../core/sample.ts";
import { after, fromMs } from "../core/units.ts";
import { sleepFor, sleepUntil } from "../timing/clock.ts";
import type { Clock } from "../timing/clock.ts";
import { staggeredStarts } from "../timing/pacing.ts";
import type { StallRecorder } from "../timing/stalls.ts";
import type { Transport } from "../wire/transport.ts";
import { attempt } from "./attempt.ts";
import type { Attempted } from "./attempt.ts";
import type { ResolvedTarget } from "../providers/resolve.ts";
import type { Assignment } from "./place.ts";
import { blocksOf, gapAfter, groupsOf } from "./schedule.ts";
import type { Block, Group } from "./schedule.ts";

export interface RunTools {
  readonly clock: Clock;
  readonly transport: Transport;
  readonly stalls?: Pick<StallRecorder, "within">;
  /** What is sent in a block: pure, the same for every target. */
  readonly assign: (block: Block) => Assignment;
  readonly observe: (event: RunEvent) => void;
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
 * listening) is sent nothing further: its failed attempts stay in the outcome.
 */
export async function run(
  plan: Plan,
  contestants: readonly ResolvedTarget[],
  tools: RunTools,
): Promise<RunOutcome> {
  const { clock, observe } = tools;
  const attempts: Attempted[] = [];
  const byId = new Map(contestants.map((contestant) => [contestant.target.id, contestant]));
  const giveUp = new Hopeless();
  const warmups = blocksOf(plan, "warmup");
  const measured = blocksOf(plan, "measured");
  const deadline = after(clock.now(), fromMs(plan.maxTimeMs));
  let stopReason: StopReason = "complete";

  const mayGoOn = (): boolean => {
    if (stopReason !== "complete") return false;
    if (tools.ending.aborted) stopReason = "interrupted";
    else if (clock.now() >= deadline) stopReason = "max-time";
    if (stopReason !== "complete") observe({ type: "run-ending", reason: stopReason });
    return stopReason === "complete";
  };
  const raceGroup = async (block: Block, group: Group, assignment: Assignment): Promise<void> => {
    await sleepFor(clock, group.startsAfterMs, tools.abort);
    for (const { target, order } of group.entries) {
      const contestant = byId.get(target.id);
      if (contestant === undefined || giveUp.has(target.id) || tools.abort.aborted) continue;
      observe({ type: "attempt-start", target: target.id });
      const place = { phase: block.phase, size: block.size, block: block.index, order, attempt: 1 };
      // In order by design: entries of a group share a host, and one request in flight per host is the rule.
      // oxlint-disable-next-line no-await-in-loop
      const attempted = await attempt(
        contestant,
        place,
        assignment,
        { ...tools, limits: plan.limits, temperature: plan.temperature },
        tools.abort,
      );
      attempts.push(attempted);
      giveUp.learn(attempted.sample);
      observe({ type: "attempt-end", sample: attempted.sample });
    }
  };
  const raceBlock = async (block: Block): Promise<void> => {
    const remaining = plan.targets.filter((target) => !giveUp.has(target.id));
    const assignment = tools.assign(block);
    await Promise.all(
      groupsOf(plan, remaining, block).map((group) => raceGroup(block, group, assignment)),
    );
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
      while (next < blocks.length) {
        if (!mayGoOn() || plan.targets.every((target) => giveUp.has(target.id))) return;
        const block = blocks[next++]!;
        // oxlint-disable-next-line no-await-in-loop -- blocks of a lane follow one another
        await raceBlock(block);
        const isLast = next >= blocks.length && phase === "measured";
        // oxlint-disable-next-line no-await-in-loop
        if (!isLast) await sleepFor(clock, gapAfter(plan, block), tools.ending);
      }
    };
    await Promise.all(starts.map(runLane));
  };

  observe({
    type: "run-start",
    plan,
    totalAttempts: (warmups.length + measured.length) * plan.targets.length,
  });
  await runPhase("warmup", warmups);
  await runPhase("measured", measured);
  if (tools.ending.aborted) stopReason = "interrupted";
  observe({ type: "run-end" });
  return { attempts, stopReason };
}

/** Targets that are not worth another request. */
class Hopeless {
  readonly #given = new Set<string>();
  readonly #working = new Set<string>();

  has(target: string): boolean {
    return this.#given.has(target);
  }

  learn({ target, status, failure }: Sample): void {
    if (status === "ok") this.#working.add(target);
    if (failure === undefined || this.#working.has(target)) return;
    const isFinal =
      (failure.kind === "http" && failure.retryable === false) ||
      failure.kind === "network" ||
      failure.kind === "protocol";
    if (isFinal) this.#given.add(target);
  }
}
