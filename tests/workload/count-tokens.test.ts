import { describe, expect, test } from "bun:test";
import type { Sample, Tokens } from "../../src/core/sample.ts";
import { completeTokens } from "../../src/workload/count-tokens.ts";

const sampleWith = (tokens: Tokens, more: Partial<Sample> = {}): Sample => ({
  target: "t",
  phase: "measured",
  size: "short",
  block: 0,
  order: 0,
  attempt: 1,
  prompt: "short/prose/0",
  startedAt: "2026-01-01T00:00:00.000Z",
  status: "ok",
  connection: "warm",
  endMs: 100,
  reads: [],
  tokens,
  ...more,
});

const words = (text: string): number => text.split(" ").length;
const TEXT = { firstRead: "one two", all: "one two three four five" };

describe("completeTokens", () => {
  test("adds our own counts and keeps the provider's", () => {
    const sample = sampleWith({ input: 7, output: 40, reasoning: 30, source: "usage" });
    expect(completeTokens(sample, TEXT, words)).toEqual({
      ...sample,
      tokens: { input: 7, output: 40, reasoning: 30, source: "usage", o200k: 5, o200kFirstRead: 2 },
    });
  });

  test("estimates the output where the provider gave no count", () => {
    expect(completeTokens(sampleWith({ input: 7 }), TEXT, words).tokens).toEqual({
      input: 7,
      output: 5,
      source: "estimate",
      o200k: 5,
      o200kFirstRead: 2,
    });
  });

  test.each([0, 1, 9])(
    "does not believe %d tokens of output for 20 of text, nor a prompt of 0",
    (output) => {
      const text = { firstRead: "a", all: Array.from({ length: 20 }, () => "word").join(" ") };
      const sample = sampleWith({ input: 0, output, source: "usage" });
      expect(completeTokens(sample, text, words).tokens).toEqual({
        output: 20,
        source: "estimate",
        o200k: 20,
        o200kFirstRead: 1,
      });
      const right = sampleWith({ input: 3, output: 10, source: "usage" });
      expect(completeTokens(right, text, words).tokens).toMatchObject(right.tokens);
    },
  );

  test("a provider's count of 0 is a count where little came", () => {
    const { tokens } = completeTokens(sampleWith({ output: 0, source: "usage" }), TEXT, words);
    expect(tokens).toMatchObject({ output: 0, source: "usage", o200k: 5 });
  });

  test("counts what came before a failure", () => {
    const failed = sampleWith(
      {},
      { status: "failed", failure: { kind: "truncated", message: "the stream was cut" } },
    );
    const completed = completeTokens(failed, TEXT, words);
    expect(completed.tokens).toMatchObject({ output: 5, source: "estimate" });
    expect(completed.status).toBe("failed");
  });

  test("adds nothing where there is no text, and no first read where there was none", () => {
    const sample = sampleWith({ input: 7 });
    expect(completeTokens(sample, { firstRead: "", all: "" }, words)).toEqual(sample);
    const { tokens } = completeTokens(sample, { firstRead: "", all: "one" }, words);
    expect(tokens).not.toHaveProperty("o200kFirstRead");
  });

  test("leaves the given sample as it was", () => {
    const sample = Object.freeze(sampleWith(Object.freeze({ input: 7 })));
    completeTokens(sample, TEXT, words);
    expect(sample.tokens).toEqual({ input: 7 });
  });
});
