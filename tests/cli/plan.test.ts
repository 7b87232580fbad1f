import { expect, test } from "bun:test";
import type { GivenFlags } from "../../src/cli/flags.ts";
import { planRace } from "../../src/cli/plan.ts";
import { readRaceOptions } from "../../src/cli/race-options.ts";
import { aTarget } from "../support/plans.ts";

const TARGETS = [aTarget("a"), aTarget("b")];
const WORKLOAD = {
  sizes: [{ size: "short", inputTokens: 100, maxOutputTokens: 128 }],
  hash: "abc",
} as const;

const plan = (flags: GivenFlags) =>
  planRace(readRaceOptions(flags, { size: "short", preset: "quick" }), TARGETS, WORKLOAD, 7);

test("a plan has what was asked for, and what repeats it", () => {
  expect(plan({ iterations: "3", warmup: "2", concurrency: "4", retries: "1" })).toMatchObject({
    seed: 7,
    targets: TARGETS,
    sizes: WORKLOAD.sizes,
    workloadHash: "abc",
    iterations: 3,
    warmup: 2,
    concurrency: 4,
    serial: false,
    retries: 1,
    temperature: 0,
  });
});

test("a race is one at a time when asked for", () => {
  expect(plan({ serial: true })).toMatchObject({ serial: true, concurrency: 1 });
});

test("requests in a row are apart by a random pause, and a load does not pause", () => {
  expect(plan({}).gapMs).toEqual([250, 750]);
  expect(plan({ concurrency: "2" }).gapMs).toEqual([0, 0]);
});

test("connections are warm and caches are off unless asked for otherwise", () => {
  expect(plan({})).toMatchObject({ connections: "warm", cache: "off" });
  expect(plan({ cold: true, cache: "warm" })).toMatchObject({ connections: "cold", cache: "warm" });
});

test("a precision that was not asked for is absent, in JSON as well", () => {
  expect(Object.keys(plan({}))).not.toContain("precision");
  expect(plan({ precision: "5%" }).precision).toBe(0.05);
});

test("a plan is plain data that survives JSON", () => {
  const made = plan({ precision: "5%" });
  expect(JSON.parse(JSON.stringify(made))).toEqual(made);
});
