import { describe, expect, test } from "bun:test";
import { estimateDuration } from "../../src/run/estimate-duration.ts";
import { aPlan, aTarget } from "../support/plans.ts";

const seconds = (fields: Parameters<typeof aPlan>[0]) => {
  const { low, high } = estimateDuration(aPlan(fields));
  return { low: low / 1000, high: high / 1000 };
};

describe("how long a plan may take", () => {
  test("is every block with its slowest target, its pause and what comes before the race", () => {
    // 6 blocks of 100 tokens in and 128 out, stagger 0.25 s, a pause of 0.5 s; 3 s before.
    const { low, high } = seconds({});
    expect(low).toBeCloseTo(3 + 6 * (0.15 + 100 / 50_000 + 64 / 1500 + 0.125 + 0.5), 9);
    expect(high).toBeCloseTo(3 + 6 * (1.5 + 100 / 3000 + 128 / 40 + 0.125 + 0.5), 9);
  });

  test("adds up targets that wait for each other: those of one host, and all in a serial run", () => {
    const [a, b, c] = ["a", "b", "c"].map((id) => aTarget(id)) as [never, never, never];
    const apart = seconds({ targets: [a, b, c], gapMs: [0, 0], staggerMs: 0 }).high - 3;
    const sharing = ["a", "b", "c"].map((id) => aTarget(id, { origin: "http://one.test" }));
    expect(seconds({ targets: sharing, gapMs: [0, 0], staggerMs: 0 }).high - 3).toBeCloseTo(
      3 * apart,
      9,
    );
    expect(
      seconds({ targets: [a, b, c], serial: true, gapMs: [0, 0], staggerMs: 0 }).high - 3,
    ).toBeCloseTo(3 * apart, 9);
  });

  test("is divided among lanes, and ends with the time limit of the run", () => {
    const plan = { iterations: 40, warmup: 0, gapMs: [0, 0] } as const;
    expect(seconds({ ...plan, concurrency: 4 }).high - 3).toBeCloseTo(
      (seconds(plan).high - 3) / 4,
      9,
    );
    expect(seconds({ ...plan, maxTimeMs: 20_000 }).high).toBe(23);
  });
});
