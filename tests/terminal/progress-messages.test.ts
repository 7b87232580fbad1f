import { expect, test } from "bun:test";
import { messageFor } from "../../src/terminal/progress-messages.ts";
import { aPlan, aSample, aTarget } from "../support/builders.ts";

const CONTEXT = {
  title: "a race",
  look: { color: false, unicode: true, kind: "area" as const },
  lanes: new SharedArrayBuffer(0),
  speedOf: () => 100,
};

test("a start tells what there is to do, and nothing else of the plan", () => {
  const plan = aPlan({ targets: [aTarget("a"), aTarget("b")], maxTimeMs: 5000 });
  expect(messageFor({ type: "run-start", plan, totalAttempts: 20 }, CONTEXT)).toEqual({
    type: "start",
    race: { title: "a race", targets: ["a", "b"], totalAttempts: 20, maxTimeMs: 5000 },
    look: CONTEXT.look,
    lanes: CONTEXT.lanes,
  });
});

test("the end of a measured attempt tells its first token and its speed", () => {
  expect(messageFor({ type: "attempt-end", sample: aSample({ ttftMs: 182 }) }, CONTEXT)).toEqual({
    type: "attempt-end",
    target: "groq",
    ttftMs: 182,
    outputSpeed: 100,
    chars: 40,
  });
});

test("a warm-up counts, and tells no number", () => {
  const sample = aSample({ phase: "warmup" });
  expect(messageFor({ type: "attempt-end", sample }, CONTEXT)).toEqual({
    type: "attempt-end",
    target: "groq",
    chars: 40,
  });
});

test("a failure tells the beginning of its message and no number", () => {
  const failure = { kind: "protocol", message: "<html>".repeat(10_000) } as const;
  const sample = aSample({ status: "failed", failure });
  expect(messageFor({ type: "attempt-end", sample }, CONTEXT)).toEqual({
    type: "attempt-end",
    target: "groq",
    chars: 40,
    error: failure.message.slice(0, 200),
  });
});

test("an unknown speed is absent", () => {
  const context = { ...CONTEXT, speedOf: () => undefined };
  expect(messageFor({ type: "attempt-end", sample: aSample() }, context)).not.toHaveProperty(
    "outputSpeed",
  );
});

test("what changes nothing to see is not posted", () => {
  expect(messageFor({ type: "attempt-start", target: "groq" }, CONTEXT)).toBeUndefined();
  expect(messageFor({ type: "run-end" }, CONTEXT)).toBeUndefined();
});

test("tokens and cost are told of every attempt, failed ones and warm-ups too", () => {
  const context = { ...CONTEXT, tokensOf: () => 10, costOf: () => 0.001 };
  for (const sample of [aSample(), aSample({ phase: "warmup" }), aSample({ status: "failed" })]) {
    expect(messageFor({ type: "attempt-end", sample }, context)).toMatchObject({
      tokens: 10,
      costUsd: 0.001,
    });
  }
});

test("the budget is a part of what there is to do", () => {
  const plan = aPlan({ maxCostUsd: 0.25 });
  expect(messageFor({ type: "run-start", plan, totalAttempts: 1 }, CONTEXT)).toMatchObject({
    race: { maxCostUsd: 0.25 },
  });
});
