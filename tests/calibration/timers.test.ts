import { expect, test } from "bun:test";
import { watchTimers } from "../../src/calibration/timers.ts";
import { sleepFor } from "../../src/timing/clock.ts";
import { VirtualClock } from "../support/virtual-clock.ts";

test("timers of 1 to 10 ms follow one another, and what they are late by is noted", async () => {
  const clock = new VirtualClock();
  const watch = watchTimers(clock);
  // 1 + 2 + … + 10 ms, then 1, 2 and 3 ms; the next would come at 65.
  await clock.run(sleepFor(clock, 62));
  expect(watch.latenessMs).toEqual(Array.from({ length: 13 }, () => 0));
  clock.jump(40);
  await clock.run(sleepFor(clock, 0.001));
  expect(watch.latenessMs.at(-1)).toBe(37);
  watch.stop();
  const count = watch.latenessMs.length;
  await clock.run(sleepFor(clock, 100));
  expect(watch.latenessMs).toHaveLength(count);
});
