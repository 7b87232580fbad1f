import { elapsedMs } from "../../core/units.ts";
import { EMBEDDED } from "../../pricing/embedded.ts";
import { dayOf, daysSince } from "../../pricing/age.ts";
import { duration } from "../../text/quantity.ts";
import { fail, ok, warn } from "./check.ts";
import type { Check } from "./check.ts";

const READINGS = 5000;
/** A step of 1 ms is 2 % of the shortest window in which a speed is measured. */
const COARSE_MS = 0.1;
const YEARS_AHEAD = 10;

const stepText = (ms: number): string =>
  ms < 0.001 ? `${Math.round(ms * 1e6)} ns` : ms < 1 ? `${Math.round(ms * 1000)} µs` : duration(ms);

/**
 * The clock of all measurements: its smallest step, and that it never goes back. The wall clock is only a label of runs, but prices by the
 * hour and certificates need it; without a network it can be held against one thing, the day on which the prices were made.
 */
export const checkClock: Check = ({ clock }) => {
  let stepMs = Number.POSITIVE_INFINITY;
  let last = clock.now();
  for (let reading = 0; reading < READINGS; reading++) {
    const now = clock.now();
    const passed = elapsedMs(last, now);
    if (passed < 0) {
      return fail(
        "the monotonic clock went back",
        "measure on another machine, or outside of this virtual one",
      );
    }
    if (passed > 0) stepMs = Math.min(stepMs, passed);
    last = now;
  }
  const today = dayOf(clock.wallMs());
  const age = daysSince(EMBEDDED.updatedAt.slice(0, 10), clock.wallMs());
  const steps = `steps of ${stepText(stepMs)}, never back; today is ${today} (UTC)`;
  if (age < -1 || age > YEARS_AHEAD * 365) {
    return warn(
      `${steps}, which cannot be right`,
      "set the clock of this machine: certificates and prices by the hour depend on it",
    );
  }
  return stepMs > COARSE_MS
    ? warn(steps, "short times will be coarse: measure on another machine")
    : ok(steps);
};
