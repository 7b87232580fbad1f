import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { ProgressTally } from "../../src/terminal/progress-state.ts";

const RACE = { title: "t", targets: ["a", "b"], totalAttempts: 20, maxTimeMs: 300_000 };

test("counts attempts by target, and those of nobody too", () => {
  const tally = new ProgressTally(RACE, 0);
  tally.attemptEnd({ target: "a" }, 10);
  tally.attemptEnd({ target: "a", error: "x" }, 20);
  tally.attemptEnd({ target: "unknown" }, 30);
  const { done, total, targets, attemptsPerTarget } = tally.snapshot(30);
  expect({ done, total, attemptsPerTarget }).toEqual({ done: 3, total: 20, attemptsPerTarget: 10 });
  expect(targets.map((target) => target.done)).toEqual([2, 0]);
});

test("a median is a value that was seen, with as many below as above", () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, noNaN: true }), { minLength: 1 }), (values) => {
      const tally = new ProgressTally(RACE, 0);
      for (const ttftMs of values) tally.attemptEnd({ target: "a", ttftMs }, 1);
      const sorted = values.toSorted((a, b) => a - b);
      expect(tally.snapshot(1).targets[0]?.ttftP50Ms).toBe(
        sorted[Math.ceil(sorted.length / 2) - 1],
      );
    }),
  );
});

test("what nobody has measured is unknown", () => {
  const [first] = new ProgressTally(RACE, 0).snapshot(0).targets;
  expect(first).toMatchObject({ done: 0, ttftP50Ms: undefined, speedP50: undefined });
});

test("the last error stays when successes follow", () => {
  const tally = new ProgressTally(RACE, 0);
  tally.attemptEnd({ target: "a", error: "first" }, 1);
  tally.attemptEnd({ target: "a", error: "second" }, 2);
  tally.attemptEnd({ target: "a", ttftMs: 5 }, 3);
  expect(tally.snapshot(3).targets[0]?.lastError).toBe("second");
});

describe("the time left", () => {
  test("is unknown before the first attempt has ended", () => {
    expect(new ProgressTally(RACE, 0).snapshot(5000).timeLeftMs).toBeUndefined();
  });

  test("follows the pace so far and counts down between attempts", () => {
    const tally = new ProgressTally(RACE, 1000);
    for (let end = 1; end <= 5; end++) tally.attemptEnd({ target: "a" }, 1000 + end * 100);
    expect(tally.snapshot(1500).timeLeftMs).toBe(1500);
    expect(tally.snapshot(1900).timeLeftMs).toBe(1100);
  });

  test("is never negative and never past the time the run is allowed", () => {
    const tally = new ProgressTally({ ...RACE, maxTimeMs: 3000 }, 0);
    tally.attemptEnd({ target: "a" }, 1000);
    expect(tally.snapshot(1000).timeLeftMs).toBe(2000);
    expect(tally.snapshot(99_000).timeLeftMs).toBe(0);
  });
});

test("attempts beyond the plan extend the total", () => {
  const tally = new ProgressTally({ ...RACE, totalAttempts: 1 }, 0);
  tally.attemptEnd({ target: "a" }, 1);
  tally.attemptEnd({ target: "a" }, 2);
  expect(tally.snapshot(2)).toMatchObject({ done: 2, total: 2 });
});

describe("what is streamed now", () => {
  const lane = { chars: 400, maxTokens: 200, inFlight: 1 };

  test("is reckoned at four characters a token until a target has told better", () => {
    const tally = new ProgressTally(RACE, 0);
    expect(tally.snapshot(0, [lane]).targets[0]).toMatchObject({
      tokens: 100,
      lane: 0.5,
      isStreaming: true,
    });
    tally.attemptEnd({ target: "a", tokens: 50, chars: 100 }, 1);
    expect(tally.snapshot(0, [lane]).targets[0]).toMatchObject({ tokens: 250, lane: 1 });
  });

  test("is not counted twice once a request has ended", () => {
    const tally = new ProgressTally(RACE, 0);
    tally.attemptEnd({ target: "a", tokens: 100, chars: 400 }, 1);
    const ended = { ...lane, inFlight: 0 };
    expect(tally.snapshot(1, [ended]).targets[0]).toMatchObject({
      tokens: 100,
      lane: 0.5,
      isStreaming: false,
    });
  });

  test("is unknown before the first request", () => {
    const none = { chars: 0, maxTokens: 0, inFlight: 0 };
    const [first, second] = new ProgressTally(RACE, 0).snapshot(0, [none]).targets;
    expect([first?.lane, second?.lane]).toEqual([undefined, undefined]);
  });
});

describe("the money spent", () => {
  test.each([
    ["nothing has a price", {}],
    ["all is free", { costUsd: 0 }],
  ])("is not told while %s", (_, cost) => {
    const tally = new ProgressTally(RACE, 0);
    tally.attemptEnd({ target: "a", ...cost }, 1);
    expect(tally.snapshot(1).spent).toBeUndefined();
  });

  test("is a sum, and a lower bound when some have no price", () => {
    const tally = new ProgressTally({ ...RACE, maxCostUsd: 0.25 }, 0);
    tally.attemptEnd({ target: "a", costUsd: 0.125 }, 1);
    tally.attemptEnd({ target: "a", costUsd: 0 }, 1);
    expect(tally.snapshot(1).spent).toEqual({ usd: 0.125, maxUsd: 0.25, isPartial: false });
    tally.attemptEnd({ target: "b", error: "x" }, 2);
    expect(tally.snapshot(2).spent).toMatchObject({ usd: 0.125, isPartial: true });
    expect(tally.snapshot(2).failed).toBe(1);
  });
});
