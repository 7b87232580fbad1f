import type { TimeoutPhase } from "../core/failure.ts";
import type { Limits } from "../core/plan.ts";
import { fromMs, nanos } from "../core/units.ts";
import type { Nanos } from "../core/units.ts";

/** How far an attempt has come. */
export interface Progress {
  readonly sentAt: Nanos;
  readonly hasHeaders: boolean;
  readonly hasToken: boolean;
  readonly lastReadAt: Nanos;
}

export interface Deadline {
  readonly at: Nanos;
  readonly phase: TimeoutPhase;
}

/**
 * The next of the four limits that will run out if nothing more happens. Headers and first token count from the sending, silence
 * from the last read and only after the first token, the total from the sending.
 */
export function nextDeadline(progress: Progress, limits: Limits): Deadline {
  const since = (from: Nanos, ms: number, phase: TimeoutPhase): Deadline => ({
    at: nanos(from + fromMs(ms)),
    phase,
  });
  const total = since(progress.sentAt, limits.totalMs, "total");
  const current = !progress.hasHeaders
    ? since(progress.sentAt, limits.headersMs, "headers")
    : progress.hasToken
      ? since(progress.lastReadAt, limits.idleMs, "idle")
      : since(progress.sentAt, limits.firstTokenMs, "first-token");
  return current.at < total.at ? current : total;
}
