import { expect, test } from "bun:test";
import fc from "fast-check";
import { randomFor } from "../../src/core/random.ts";
import { truthOf } from "../../src/simulator/known-truth.ts";
import { planStream } from "../../src/simulator/plan-stream.ts";
import { PROFILES } from "../../src/simulator/profile.ts";
import type { Profile } from "../../src/simulator/profile.ts";
import { countsOf, isText } from "../../src/simulator/stream-plan.ts";

const ask = { model: "m", inputTokens: 100, maxOutputTokens: 200 };
const moment = (seed: number, more: object = {}) => ({
  random: randomFor(seed, "test"),
  sinceStartMs: 0,
  cold: false,
  ...more,
});

const profiles = fc.record(
  {
    ttftMs: fc.double({ min: 0, max: 5000, noNaN: true }),
    tokensPerSecond: fc.double({ min: 1, max: 5000, noNaN: true }),
    tokensPerChunk: fc.integer({ min: 1, max: 64 }),
    reasoningShare: fc.double({ min: 0, max: 1, noNaN: true }),
    jitter: fc.double({ min: 0, max: 0.5, noNaN: true }),
    chunkJitter: fc.double({ min: 0, max: 1, noNaN: true }),
    outputTokens: fc.integer({ min: 1, max: 2000 }),
    roleDeltaMs: fc.double({ min: 0, max: 6000, noNaN: true }),
    finishDelayMs: fc.double({ min: 0, max: 100, noNaN: true }),
    usageDelayMs: fc.double({ min: 0, max: 100, noNaN: true }),
    loadMs: fc.double({ min: 0, max: 3000, noNaN: true }),
  },
  { requiredKeys: ["ttftMs", "tokensPerSecond", "tokensPerChunk"] },
);

test("the reference profile is the reference stream, event by event", () => {
  const plan = planStream(PROFILES.reference.profile, ask, moment(1));
  const reasoning = Array.from({ length: 10 }, (_, index) => ["reasoning", 200 + index * 40, 4]);
  const answer = Array.from({ length: 25 }, (_, index) => ["answer", 600 + index * 40, 4]);
  const rows = plan.events.map((event): unknown[] => [
    event.kind,
    event.atMs,
    ...(isText(event) ? [event.tokens] : []),
  ]);
  expect(rows).toEqual([
    ["role", 20],
    ...reasoning,
    ...answer,
    ["finish", 1760],
    ["usage", 1960],
    ["done", 1960],
  ]);
  expect(truthOf(plan)).toEqual({
    ttftMs: 200,
    ttfatMs: 600,
    lastTokenMs: 1560,
    endMs: 1960,
    inputTokens: 100,
    outputTokens: 140,
    reasoningTokens: 40,
    firstChunkTokens: 4,
    outputSpeed: 100,
  });
});

test("any plan keeps the order of time and of kinds, and sends exactly the tokens it counts", () => {
  fc.assert(
    fc.property(
      profiles,
      fc.nat(),
      fc.integer({ min: 1, max: 300 }),
      fc.boolean(),
      (profile, seed, cap, cold) => {
        const plan = planStream(profile, { ...ask, maxOutputTokens: cap }, moment(seed, { cold }));
        const times = plan.events.map(({ atMs }) => atMs);
        expect(times).toEqual(times.toSorted((a, b) => a - b));
        expect(times.every((time) => Number.isFinite(time) && time >= 0)).toBe(true);

        const texts = plan.events.filter(isText);
        const tokens = Math.min(cap, profile.outputTokens ?? cap);
        expect(texts.reduce((sum, text) => sum + text.tokens, 0)).toBe(tokens);
        expect(countsOf(plan).output).toBe(tokens);
        expect(
          texts.every((text) => text.tokens >= 1 && text.tokens <= profile.tokensPerChunk),
        ).toBe(true);
        const kinds = texts.map(({ kind }) => kind).join(" ");
        expect(kinds).toMatch(/^(reasoning ?)*(answer ?)*$/);
        expect(plan.finishReason).toBe(
          (profile.outputTokens ?? Infinity) <= cap ? "stop" : "length",
        );
      },
    ),
  );
});

test("without jitter TTFT and output speed are those of the profile, whatever the size of the chunks", () => {
  fc.assert(
    fc.property(profiles, fc.nat(), (profile, seed) => {
      const exact: Profile = { ...profile, jitter: 0, outputTokens: 150 };
      const truth = truthOf(planStream(exact, ask, moment(seed)));
      expect(truth.ttftMs).toBe(exact.ttftMs);
      expect(truth.outputSpeed).toBeDefined();
      expect((truth.outputSpeed ?? 0) / exact.tokensPerSecond).toBeCloseTo(1, 9);
    }),
  );
});

test("chunk jitter moves chunks and leaves the first and the last where they are", () => {
  const still = planStream({ ...PROFILES.lpu.profile, chunkJitter: 0 }, ask, moment(7));
  const shaken = planStream({ ...PROFILES.lpu.profile, chunkJitter: 0.5 }, ask, moment(7));
  expect(truthOf(shaken).ttftMs).toBe(truthOf(still).ttftMs);
  expect(truthOf(shaken).lastTokenMs).toBeCloseTo(truthOf(still).lastTokenMs!, 6);
  expect(shaken.events[10]?.atMs).not.toBeCloseTo(still.events[10]!.atMs, 3);
});

test("the same seed gives the same stream, another seed another", () => {
  const plan = (seed: number) => planStream(PROFILES["gpu-cloud"].profile, ask, moment(seed));
  expect(plan(1)).toEqual(plan(1));
  expect(plan(1)).not.toEqual(plan(2));
});

test("jitter has median 1 and the sigma that was asked for", () => {
  const logs = Array.from({ length: 4000 }, (_, seed) => {
    const truth = truthOf(
      planStream(
        { ttftMs: 100, tokensPerSecond: 100, tokensPerChunk: 10, jitter: 0.2 },
        ask,
        moment(seed),
      ),
    );
    return [Math.log(truth.ttftMs! / 100), Math.log(truth.outputSpeed! / 100)] as const;
  });
  for (const column of [0, 1] as const) {
    const values = logs.map((pair) => pair[column]);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance =
      values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
    // Four standard errors of a mean and of a deviation over 4000 draws.
    expect(Math.abs(mean)).toBeLessThan((4 * 0.2) / Math.sqrt(4000));
    expect(Math.abs(Math.sqrt(variance) - 0.2)).toBeLessThan((4 * 0.2) / Math.sqrt(8000));
  }
});

test("drift speeds up a quarter period in and slows down at three quarters", () => {
  const profile = {
    ttftMs: 100,
    tokensPerSecond: 100,
    tokensPerChunk: 10,
    driftShare: 0.2,
    driftPeriodMs: 60_000,
  };
  const at = (sinceStartMs: number) =>
    truthOf(planStream(profile, ask, moment(1, { sinceStartMs })));
  expect(at(0).outputSpeed).toBeCloseTo(100, 9);
  expect(at(15_000).outputSpeed).toBeCloseTo(120, 9);
  expect(at(15_000).ttftMs).toBeCloseTo(100 / 1.2, 9);
  expect(at(45_000).outputSpeed).toBeCloseTo(80, 9);
});

test("loading comes before the first token of a cold model, and only then", () => {
  const profile = { ...PROFILES.laptop.profile, jitter: 0, roleDeltaMs: 10 };
  expect(truthOf(planStream(profile, ask, moment(1))).ttftMs).toBe(450);
  const cold = planStream(profile, ask, moment(1, { cold: true }));
  expect(truthOf(cold).ttftMs).toBe(1950);
  expect(cold.loadMs).toBe(1500);
  expect(cold.events[0]).toEqual({ kind: "role", atMs: 1510 });
});
