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
 * from the last read and only after the first token, the total from the sending. Of two that run out together, the first token's
 * is named.
 */
export function nextDeadline(progress: Progress, limits: Limits): Deadline {
  const since = (from: Nanos, ms: number, phase: TimeoutPhase): Deadline => ({
    at: nanos(from + fromMs(ms)),
    phase,
  });
  const { sentAt, hasHeaders, hasToken, lastReadAt } = progress;
  const total = since(sentAt, limits.totalMs, "total");
  const firstToken = since(sentAt, limits.firstTokenMs, "first-token");
  const headers = since(sentAt, limits.headersMs, "headers");
  const running = hasToken
    ? [since(lastReadAt, limits.idleMs, "idle"), total]
    : [firstToken, ...(hasHeaders ? [] : [headers]), total];
  return running.reduce((first, next) => (next.at < first.at ? next : first));
}
