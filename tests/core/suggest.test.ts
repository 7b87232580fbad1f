import { describe, expect, test } from "bun:test";
import { nearest } from "../../src/core/suggest.ts";

const NAMES = ["cerebras", "groq", "sambanova", "fireworks", "deepseek", "local"];

describe("nearest", () => {
  test.each([
    ["cerebas", "cerebras"],
    ["gorq", "groq"],
    ["grok", "groq"],
    ["GROQ", "groq"],
    ["deepseak", "deepseek"],
    ["samba", "sambanova"],
    ["fire", "fireworks"],
  ])("%s was meant as %s", (typed, meant) => {
    expect(nearest(typed, NAMES)).toBe(meant);
  });

  test("what is like nothing has no suggestion", () => {
    for (const typed of ["openai", "x", "", "zzzzzzzz"]) {
      expect(nearest(typed, NAMES)).toBeUndefined();
    }
    expect(nearest("groq", [])).toBeUndefined();
  });
});
