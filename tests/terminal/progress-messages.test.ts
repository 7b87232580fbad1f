import { expect, test } from "bun:test";
import { messageFor } from "../../src/terminal/progress-messages.ts";
import { aPlan, aSample, aTarget } from "../support/builders.ts";

const CONTEXT = {
  title: "a race",
  style: { color: false, unicode: true },
  speedOf: () => 100,
};

test("a start tells what there is to do, and nothing else of the plan", () => {
  const plan = aPlan({ targets: [aTarget("a"), aTarget("b")], maxTimeMs: 5000 });
  expect(messageFor({ type: "run-start", plan, totalAttempts: 20 }, CONTEXT)).toEqual({
    type: "start",
    race: { title: "a race", targets: ["a", "b"], totalAttempts: 20, maxTimeMs: 5000 },
    style: CONTEXT.style,
  });
});

test("the end of a measured attempt tells its first token and its speed", () => {
  expect(messageFor({ type: "attempt-end", sample: aSample({ ttftMs: 182 }) }, CONTEXT)).toEqual({
    type: "attempt-end",
    target: "groq",
    ttftMs: 182,
    outputSpeed: 100,
  });
});

test("a warm-up counts, and tells no number", () => {
  const sample = aSample({ phase: "warmup" });
  expect(messageFor({ type: "attempt-end", sample }, CONTEXT)).toEqual({
    type: "attempt-end",
    target: "groq",
  });
});

test("a failure tells the beginning of its message and no number", () => {
  const failure = { kind: "protocol", message: "<html>".repeat(10_000) } as const;
  const sample = aSample({ status: "failed", failure });
  expect(messageFor({ type: "attempt-end", sample }, CONTEXT)).toEqual({
    type: "attempt-end",
    target: "groq",
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
