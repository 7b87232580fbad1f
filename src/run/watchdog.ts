import type { TimeoutPhase } from "../core/failure.ts";
import type { Limits } from "../core/plan.ts";
import { fromMs, nanos } from "../core/units.ts";
import type { Nanos } from "../core/units.ts";
import type { Clock } from "../timing/clock.ts";
import { nextDeadline } from "../timing/deadline.ts";
import type { Progress } from "../timing/deadline.ts";

/** How long the end of the body is waited for once the protocol has said that it is over. */
const LINGER = fromMs(1000);

export interface Watchdog {
  /** The attempt came further (headers, first token): a nearer limit may hold now. Not needed for each read. */
  rearm(): void;
  /** The protocol said that it is over: a connection that stays open is closed after a second, and that is no failure. */
  linger(): void;
  stop(): void;
}

/**
 * Calls `expire` once when a limit of the attempt has run out, with the limit, or with undefined after `linger`. One timer for
 * all four limits: it looks at the progress when it fires and sleeps on if a read came meanwhile, so a read costs nothing.
 */
export function watch(
  clock: Clock,
  limits: Limits,
  progress: () => Progress,
  expire: (phase: TimeoutPhase | undefined) => void,
): Watchdog {
  let cancel: () => void = () => {};
  let lingerUntil: Nanos | undefined;
  const check = (): void => {
    const { at, phase } =
      lingerUntil === undefined
        ? nextDeadline(progress(), limits)
        : { at: lingerUntil, phase: undefined };
    if (clock.now() >= at) expire(phase);
    else cancel = clock.schedule(at, check);
  };
  const rearm = (): void => {
    cancel();
    check();
  };
  return {
    rearm,
    linger: () => {
      lingerUntil ??= nanos(clock.now() + LINGER);
      rearm();
    },
    stop: () => cancel(),
  };
}
