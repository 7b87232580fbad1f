import type { Plan, Target } from "../core/plan.ts";
import type { ExclusionReason } from "../core/report.ts";
import type { Sample } from "../core/sample.ts";
import { blameOf } from "./blame.ts";
import type { Blame } from "./blame.ts";
import { exclusionsOf, hasBegun } from "./exclusions.ts";
import { outputSpeed } from "./output-speed.ts";
import type { OutputSpeed } from "./output-speed.ts";
import type { TokenBasis } from "./token-basis.ts";

/** A measured attempt with what is found out about it once, for all who look at it. */
export interface Attempt {
  readonly sample: Sample;
  readonly blame: Blame | undefined;
  readonly exclusions: readonly ExclusionReason[];
  readonly speed: OutputSpeed;
}

/** The attempts of one target at one size. */
export interface Cell {
  readonly target: Target;
  readonly size: Sample["size"];
  readonly warmup: readonly Sample[];
  /** All measured attempts but repetitions of failed ones, in the order of blocks. */
  readonly attempts: readonly Attempt[];
  /** Of these, successes spoiled by our own stall whose place was filled by a later one. */
  readonly spoiled: ReadonlySet<Attempt>;
  /** One for each block, where there is one: the attempt that stands for its place in metrics and pairs. */
  readonly counted: readonly Attempt[];
  /** Repetitions of failed attempts. They count nowhere else. */
  readonly retries: number;
}

/** Says nothing about the provider, so the place may be filled by a later attempt: a rate limit, a fault or a stall of ours. */
const isVoid = ({ sample, blame, exclusions }: Attempt): boolean =>
  blame === "account" || blame === "us" || (sample.status === "ok" && exclusions.includes("stall"));

/**
 * Sorts out the samples of one target and size. Attempts that we stopped ourselves count nowhere. The first attempt at a place
 * stands for it, whatever became of it; the next one does only where the first says nothing about the provider. `offline` holds
 * the blocks in which no target could be reached at all.
 */
export function cellOf(
  plan: Plan,
  target: Target,
  size: Sample["size"],
  samples: readonly Sample[],
  basis: TokenBasis,
  offline: ReadonlySet<number>,
): Cell {
  const own = samples.filter(({ failure }) => failure?.kind !== "aborted");
  const measured = own.filter(({ phase }) => phase === "measured");
  const exclude = exclusionsOf(
    plan,
    own,
    measured.filter((sample) => hasBegun(sample) && sample.attempt === 1),
  );
  const look = (sample: Sample): Attempt => ({
    sample,
    blame: isOffline(sample, offline) ? "us" : blameOf(sample),
    exclusions: exclude(sample),
    speed: outputSpeed(sample, basis),
  });

  const attempts: Attempt[] = [];
  const counted: Attempt[] = [];
  const spoiled = new Set<Attempt>();
  let retries = 0;
  const places = [...Map.groupBy(measured, ({ block }) => block)].toSorted(([a], [b]) => a - b);
  for (const [, place] of places) {
    let isFilled = false;
    let last: Attempt | undefined;
    for (const sample of place.toSorted(byTurn)) {
      if (isFilled) {
        retries++;
        continue;
      }
      if (last?.sample.status === "ok") spoiled.add(last);
      const attempt = look(sample);
      last = attempt;
      attempts.push(attempt);
      isFilled = !isVoid(attempt);
      if (isFilled) counted.push(attempt);
    }
  }
  const warmup = own.filter(({ phase }) => phase === "warmup");
  return { target, size, warmup, attempts, spoiled, counted, retries };
}

/** In the order in which they were sent: requeued ones come after all attempts of the first time. */
const byTurn = (a: Sample, b: Sample): number =>
  Number(a.requeued ?? false) - Number(b.requeued ?? false) || a.attempt - b.attempt;

const isOffline = ({ failure, block }: Sample, offline: ReadonlySet<number>): boolean =>
  failure?.kind === "network" && offline.has(block);

/**
 * Blocks of one size in which at least two hosts were asked and none was reached: then it was the network of this machine, and no
 * provider answers for it. With one host nobody can tell, and it counts as the provider's.
 */
export function offlineBlocks(
  targets: readonly Target[],
  samples: readonly Sample[],
): ReadonlySet<number> {
  const origins = new Map(targets.map(({ id, origin }) => [id, origin]));
  const measured = samples.filter(({ phase, attempt }) => phase === "measured" && attempt === 1);
  const dark = [...Map.groupBy(measured, ({ block }) => block)].filter(
    ([, block]) =>
      block.every(({ failure }) => failure?.kind === "network") &&
      new Set(block.map(({ target }) => origins.get(target))).size > 1,
  );
  return new Set(dark.map(([block]) => block));
}
