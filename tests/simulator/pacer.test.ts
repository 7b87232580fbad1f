import { expect, test } from "bun:test";
import fc from "fast-check";
import { after, elapsedMs, fromMs, nanos } from "../../src/core/units.ts";
import { createPacer } from "../../src/simulator/pacer.ts";
import { VirtualClock } from "../support/virtual-clock.ts";

/** On a virtual clock a turn of the loop takes 10 µs. */
function virtualPacer() {
  const clock = new VirtualClock();
  const soon = (callback: () => void) => clock.schedule(nanos(clock.now() + 10_000), callback);
  return { clock, pacer: createPacer(clock, soon) };
}

test("plays every event of every stream in order, never early, and at most one turn late", async () => {
  const streams = fc.array(
    fc.array(fc.double({ min: 0.01, max: 50, noNaN: true }), { minLength: 1, maxLength: 20 }),
    { minLength: 1, maxLength: 20 },
  );
  await fc.assert(
    fc.asyncProperty(streams, async (gaps) => {
      const { clock, pacer } = virtualPacer();
      const origin = clock.now();
      const finished = gaps.map((stream) => {
        const end = Promise.withResolvers<number[]>();
        const late: number[] = [];
        let index = 0;
        let due = after(origin, fromMs(stream[0]!));
        pacer.at(due, () => {
          late.push(elapsedMs(due, clock.now()));
          index++;
          if (index === stream.length) {
            end.resolve(late);
            return undefined;
          }
          due = after(due, fromMs(stream[index]!));
          return due;
        });
        return end.promise;
      });
      const lateness = (await clock.run(Promise.all(finished))).flat();
      expect(lateness).toHaveLength(gaps.flat().length);
      expect(Math.min(...lateness)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...lateness)).toBeLessThanOrEqual(0.0101);
    }),
    { numRuns: 30 },
  );
});

test("an event that comes to be due before the one waited for is not kept waiting", async () => {
  const { clock, pacer } = virtualPacer();
  const origin = clock.now();
  const played: string[] = [];
  const done = Promise.withResolvers<void>();
  pacer.at(after(origin, fromMs(500)), () => {
    played.push(`late at ${Math.round(elapsedMs(origin, clock.now()))}`);
    done.resolve();
    return undefined;
  });
  pacer.at(after(origin, fromMs(20)), () => {
    played.push(`early at ${Math.round(elapsedMs(origin, clock.now()))}`);
    return undefined;
  });
  await clock.run(done.promise);
  expect(played).toEqual(["early at 20", "late at 500"]);
});

test("a thousand events that are due at once leave the loop its turns", async () => {
  const { clock, pacer } = virtualPacer();
  const due = after(clock.now(), fromMs(5));
  const done = Promise.withResolvers<void>();
  let left = 1000;
  for (let index = 0; index < 1000; index++) {
    pacer.at(due, () => {
      clock.jump(0.01);
      left--;
      if (left === 0) done.resolve();
      return undefined;
    });
  }
  const seen: number[] = [];
  const look = (): void => {
    seen.push(left);
    if (left > 0) clock.schedule(nanos(clock.now() + 1), look);
  };
  clock.schedule(due, look);
  await clock.run(done.promise);
  const steps = seen.map((value, index) => (seen[index - 1] ?? 1000) - value);
  expect(Math.max(...steps)).toBeLessThanOrEqual(60);
});

test("a cleared pacer plays nothing more and can be used again", async () => {
  const { clock, pacer } = virtualPacer();
  const played: string[] = [];
  pacer.at(after(clock.now(), fromMs(5)), () => {
    played.push("forgotten");
    return undefined;
  });
  pacer.clear();
  const done = Promise.withResolvers<void>();
  pacer.at(after(clock.now(), fromMs(10)), () => {
    played.push("played");
    done.resolve();
    return undefined;
  });
  await clock.run(done.promise);
  expect(played).toEqual(["played"]);
});
