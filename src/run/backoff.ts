import type { Failure } from "../core/failure.ts";
import type { Random } from "../core/random.ts";

const FIRST_MS = 500;
const LONGEST_MS = 30_000;

/**
 * How long to wait after the n-th failure in a row (n from 1), in milliseconds: what the provider asked for, or else a random time
 * up to a bound that doubles, so that many clients do not come back together ("full jitter", Brooker, AWS Architecture Blog 2015).
 */
export function backoffMs(
  failures: number,
  retryAfterMs: number | undefined,
  random: Random,
): number {
  const bound = Math.min(LONGEST_MS, FIRST_MS * 2 ** (failures - 1));
  // A little more than was asked for: a server that counts in whole seconds may still say no at the very end.
  return retryAfterMs === undefined
    ? random.uniform(0, bound)
    : retryAfterMs + random.uniform(0, FIRST_MS / 2);
}

/** Whether the same request, sent again, may succeed. Where the provider does not tell, what broke on the way may pass. */
export const mayPass = (failure: Failure): boolean =>
  failure.retryable ??
  (failure.kind === "timeout" ||
    failure.kind === "truncated" ||
    failure.kind === "stream-error" ||
    failure.kind === "rate-limited" ||
    failure.kind === "network");
