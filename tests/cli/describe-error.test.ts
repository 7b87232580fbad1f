import { describe, expect, test } from "bun:test";
import { describeError, stackOf } from "../../src/cli/describe-error.ts";
import { RunError, UsageError } from "../../src/core/errors.ts";

describe("an error in words", () => {
  test.each([
    ["with advice", new UsageError("it is wrong", "do it right"), "it is wrong: do it right"],
    ["without advice", new UsageError("it is wrong"), "it is wrong"],
    ["made of sentences", new RunError("It broke.", "Mend it."), "It broke: Mend it."],
    ["of several lines", new Error("several\n  lines\n"), "several lines"],
    ["that is a text", "just text", "just text"],
    ["that is nothing", undefined, "undefined"],
  ])("%s", (_, error, text) => expect(describeError(error)).toBe(text));

  test.each([
    "sk-proj-MARKED0123456789",
    "sk-ant-api03-MARKED_0123-456",
    "gsk_MARKED0123456789abcd",
    "csk-MARKED0123456789abcd",
    "fw_MARKED0123456789",
    "xai-MARKED0123456789",
    "hf_MARKED0123456789abc",
    "AIzaMARKED0123456789abcdef",
  ])("a key that was typed in the wrong place is not repeated: %s", (key) => {
    const error = new UsageError(`unknown provider "${key}"`, `did you mean --providers ${key}?`);
    expect(describeError(error)).toBe('unknown provider "[key]": did you mean --providers [key]?');
    expect(stackOf(error)).not.toContain("MARKED");
  });

  test.each([
    "unknown provider accounts/fireworks/models/gpt-oss-120b",
    "cannot read sk-learn.txt",
    "unknown flag --first-token-timeout2",
    "risk-assessment-of-the-year-2026",
  ])("other words stay: %s", (text) => expect(describeError(new Error(text))).toBe(text));
});

test("only errors have a stack", () => {
  expect(stackOf("text")).toBe("");
  expect(stackOf(new Error("e"))).toContain("describe-error.test.ts");
});
