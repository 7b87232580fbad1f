import { watchTimers } from "../../calibration/timers.ts";
import { elapsedMs } from "../../core/units.ts";
import { sleepFor } from "../../timing/clock.ts";
import { recordStalls } from "../../timing/stalls.ts";
import { duration } from "../../text/quantity.ts";
import { ok, warn } from "./check.ts";
import type { Check } from "./check.ts";

const SPAN_MS = 300;

/** Whether this program is run when it wants to be: with nothing to do, its event loop must not stand still. */
export const checkLoop: Check = async ({ clock }) => {
  const stalls = recordStalls(clock);
  const timers = watchTimers(clock);
  await sleepFor(clock, SPAN_MS);
  timers.stop();
  stalls.stop();
  const late = timers.latenessMs.toSorted((a, b) => a - b);
  const median = duration(late[Math.floor(late.length / 2)] ?? 0);
  const count = stalls.stalls.length;
  if (count === 0) return ok(`no stall in ${SPAN_MS} ms; timers ${median} late (P50)`);
  const longest = Math.max(...stalls.stalls.map(({ from, to }) => elapsedMs(from, to)));
  return warn(
    `${count === 1 ? "1 stall" : `${count} stalls`} in ${SPAN_MS} ms, the longest ${duration(longest)}; timers ${median} late (P50)`,
    "end what else uses this machine; `speed-kings calibrate` says how much it costs",
  );
};
