import { expect, test } from "bun:test";
import { elapsedMs } from "../../src/core/units.ts";
import { startPace } from "../../src/terminal/progress-pace.ts";
import { sleepFor } from "../../src/timing/clock.ts";
import { VirtualClock } from "../support/virtual-clock.ts";

/** A pace on a clock of its own, and when it drew. `drawingMs` is how long each drawing takes. */
function aPace(drawingMs: readonly number[] = []) {
  const clock = new VirtualClock();
  const begun = clock.now();
  const drawnMs: number[] = [];
  const pace = startPace(clock, { shortestMs: 100, longestMs: 1000 }, () => {
    drawnMs.push(elapsedMs(begun, clock.now()));
    clock.jump(drawingMs[drawnMs.length - 1] ?? 0);
  });
  return { drawnMs, pace, goOn: (ms: number) => clock.run(sleepFor(clock, ms)) };
}

test("the first change is drawn at once", () => {
  const { drawnMs, pace } = aPace();
  pace.changed();
  expect(drawnMs).toEqual([0]);
});

test("a change every millisecond is drawn ten times a second", async () => {
  const { goOn, drawnMs, pace } = aPace();
  for (let ms = 0; ms < 1000; ms++) {
    pace.changed();
    // oxlint-disable-next-line no-await-in-loop
    await goOn(1);
  }
  expect(drawnMs).toEqual([0, 100, 200, 300, 400, 500, 600, 700, 800, 900, 1000]);
});

test("without a change it is drawn once a second", async () => {
  const { goOn, drawnMs, pace } = aPace();
  pace.changed();
  await goOn(3500);
  expect(drawnMs).toEqual([0, 1000, 2000, 3000]);
});

test("nothing is drawn before the first change or after the stop", async () => {
  const { goOn, drawnMs, pace } = aPace();
  await goOn(5000);
  pace.changed();
  pace.stop();
  pace.changed();
  await goOn(5000);
  expect(drawnMs).toEqual([5000]);
});

test("a drawing that took long is not followed by those that were missed", async () => {
  const { goOn, drawnMs, pace } = aPace([5000]);
  pace.changed();
  pace.changed();
  await goOn(99);
  expect(drawnMs).toEqual([0]);
  await goOn(1);
  expect(drawnMs).toEqual([0, 5100]);
});
