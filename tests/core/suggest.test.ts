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
    ["cerberas", "cerebras"],
    ["cerbras", "cerebras"],
    ["smabnova", "sambanova"],
  ])("%s was meant as %s", (typed, meant) => {
    expect(nearest(typed, NAMES)).toBe(meant);
  });

  test.each([
    ["yaml", ["table", "json", "jsonl", "markdown", "html", "svg", "csv"]],
    ["xml", ["csv", "html", "json"]],
  ] as [string, string[]][])("%s is too far from all of %j", (typed, names) => {
    expect(nearest(typed, names)).toBeUndefined();
  });

  test("what is like nothing has no suggestion", () => {
    for (const typed of ["openai", "x", "", "zzzzzzzz"]) {
      expect(nearest(typed, NAMES)).toBeUndefined();
    }
    expect(nearest("groq", [])).toBeUndefined();
  });
});
