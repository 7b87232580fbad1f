import { FAILURE_KINDS } from "../core/failure.ts";
import type { TargetReport } from "../core/report.ts";
import { clopperPearson } from "../statistics/clopper-pearson.ts";
import type { Share } from "../statistics/two-shares.ts";
import type { Attempt, Cell } from "./attempts.ts";

type Attempts = TargetReport["attempts"];

/** A larger share of rate limits, and what was measured is the account and not the provider. */
const MOST_RATE_LIMITED = 0.02;

/** A target whose success rate cannot be this high is shown, not ranked. */
const LEAST_SUCCESS = 0.9;

function countKinds(attempts: readonly Attempt[]): Attempts["byKind"] {
  const count = Map.groupBy(attempts, ({ sample }) => sample.failure?.kind);
  return Object.fromEntries(
    FAILURE_KINDS.flatMap((kind) => {
      const found = count.get(kind);
      return found === undefined ? [] : [[kind, found.length]];
    }),
  );
}

function countExclusions(attempts: readonly Attempt[]): Attempts["excluded"] {
  const reasons = attempts.flatMap(({ sample, exclusions }) =>
    sample.status === "ok" ? exclusions : [],
  );
  const count = Map.groupBy(reasons, (reason) => reason);
  return Object.fromEntries([...count].map(([reason, found]) => [reason, found.length]));
}

/**
 * Successes among the attempts that the provider answers for: rate limits and what is our own fault are not in it, nor is a success
 * that our own stall spoiled and whose place another attempt filled.
 */
export function successShare({ attempts: all, spoiled }: Cell): Share {
  const attempts = all.filter((attempt) => !spoiled.has(attempt));
  const successes = attempts.filter(({ sample }) => sample.status === "ok").length;
  const blamed = attempts.filter(({ blame }) => blame === "provider").length;
  return { successes, n: successes + blamed };
}

/** What became of the attempts of a target: counts that add up, and the interval of its success rate. */
export function outcomesOf(cell: Cell): Attempts {
  const { attempts: all, spoiled, retries } = cell;
  const attempts = all.filter((attempt) => !spoiled.has(attempt));
  const total = attempts.length;
  const { successes: ok, n: eligible } = successShare(cell);
  const { low, high } = clopperPearson(ok, eligible);
  return {
    total,
    ok,
    failed: total - ok,
    byKind: countKinds(attempts),
    ...(spoiled.size === 0 ? {} : { repeated: spoiled.size }),
    excluded: countExclusions(attempts),
    retries,
    ...(eligible === 0 ? {} : { successInterval: [low, high] as const }),
  };
}

/** Share of attempts that met a rate limit. */
export const rateLimitedShare = ({ byKind, total }: Attempts): number =>
  total === 0 ? 0 : (byKind["rate-limited"] ?? 0) / total;

export const isRateLimited = (attempts: Attempts): boolean =>
  rateLimitedShare(attempts) > MOST_RATE_LIMITED;

export const isUnreliable = ({ successInterval }: Attempts): boolean =>
  (successInterval?.[1] ?? 1) < LEAST_SUCCESS;

/** Whether a target may be ranked at all. */
export const isRankable = (attempts: Attempts): boolean =>
  !isRateLimited(attempts) && !isUnreliable(attempts);
