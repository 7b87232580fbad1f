import { expect, test } from "bun:test";
import { fromMs, nanos } from "../../src/core/units.ts";
import { sleepFor } from "../../src/timing/clock.ts";
import { recordStalls } from "../../src/timing/stalls.ts";
import { VirtualClock } from "../support/virtual-clock.ts";

test("a blocked loop is seen, with its length, and matched to the span it fell into", async () => {
  const clock = new VirtualClock();
  const recorder = recordStalls(clock);
  const begin = clock.now();
  await clock.run(sleepFor(clock, 10));
  clock.jump(40);
  await clock.run(sleepFor(clock, 10));
  recorder.stop();
  const end = clock.now();
  expect(recorder.stalls).toHaveLength(1);
  const [stall] = recorder.within(begin, end);
  expect(stall!.to - stall!.from).toBeGreaterThanOrEqual(fromMs(40));
  expect(recorder.within(begin, nanos(begin + fromMs(5)))).toEqual([]);
  expect(recorder.within(nanos(end - fromMs(5)), end)).toEqual([]);
});

test("a quiet loop has no stalls", async () => {
  const clock = new VirtualClock();
  const recorder = recordStalls(clock);
  await clock.run(sleepFor(clock, 500));
  recorder.stop();
  expect(recorder.stalls).toEqual([]);
});
