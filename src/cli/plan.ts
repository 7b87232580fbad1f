import type { Plan, Target, WorkloadSize } from "../core/plan.ts";
import type { RaceOptions } from "./race-options.ts";

/** Requests of one target follow each other after a random pause, so that nothing locks to a periodic server. */
const GAP_MS = [250, 750] as const;
const STAGGER_MS = 250;

/** The plan of a race: options, targets and a seed put together. Pure. */
export function planRace(
  options: RaceOptions,
  targets: readonly Target[],
  workload: { readonly sizes: readonly WorkloadSize[]; readonly hash: string },
  seed: number,
): Plan {
  return {
    seed,
    targets,
    sizes: workload.sizes,
    workloadHash: workload.hash,
    iterations: options.iterations,
    warmup: options.warmup,
    concurrency: options.concurrency,
    serial: options.serial,
    staggerMs: STAGGER_MS,
    // More than one request in flight is a load, and a load does not pause.
    gapMs: options.concurrency > 1 ? [0, 0] : GAP_MS,
    limits: options.limits,
    retries: options.retries,
    cache: options.cache,
    connections: options.cold ? "cold" : "warm",
    maxTimeMs: options.maxTimeMs,
    maxCostUsd: options.maxCostUsd,
    ...(options.precision === undefined ? {} : { precision: options.precision }),
    rankBy: options.rankBy,
    temperature: 0,
  };
}
