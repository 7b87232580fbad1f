import { beforeAll, describe, expect, test } from "bun:test";
import fc from "fast-check";
import { countTokens } from "gpt-tokenizer/encoding/o200k_base";
import { loadTokenizer } from "../../src/workload/tokenizer.ts";
import type { CountTokens } from "../../src/workload/tokenizer.ts";

let count: CountTokens;
beforeAll(async () => {
  count = await loadTokenizer();
});

describe("loadTokenizer", () => {
  test("counts as OpenAI's tokenizer does", () => {
    // Published in OpenAI's cookbook, "How to count tokens with tiktoken": 6, 7 and 8 tokens by o200k_base.
    expect(count("antidisestablishmentarianism")).toBe(6);
    expect(count("2 + 2 = 4")).toBe(7);
    expect(count("お誕生日おめでとう")).toBe(8);
    expect(count("")).toBe(0);
  });

  test("text without long runs is counted in one piece", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), (text) => {
        expect(count(text)).toBe(
          countTokens(text.toWellFormed(), { disallowedSpecial: new Set() }),
        );
      }),
    );
  });

  test("special tokens are plain text", () => {
    expect(count("<|endoftext|>")).toBeGreaterThan(1);
    expect(count("a <|endofprompt|> b <|im_start|>")).toBeGreaterThan(5);
  });

  test("half a surrogate pair counts like the sign that is sent for it", () => {
    expect(count("a \uD800 b \uDC00")).toBe(count("a \uFFFD b \uFFFD"));
  });

  test.each([
    ["a letter", "a"],
    ["capitals", "AB"],
    ["blanks", " "],
    ["line ends", "\n"],
    ["signs", "="],
    ["signs and marks", "!\u0301"],
    ["Chinese", "漢字"],
    ["emoji", "😀"],
    ["letters with marks", "e\u0301"],
  ])("100,000 times %s are counted in pieces", (_, unit) => {
    const length = 100_000;
    const text = unit.repeat(length / unit.length);
    const tokens = count(text);
    // A cut costs at most one token, so the count of the long run is that of its tenth, ten times, give or take the cuts.
    const tenth = count(text.slice(0, length / 10));
    expect(Math.abs(tokens - 10 * tenth)).toBeLessThanOrEqual(length / 256 + 10);
  });

  test("a cut never falls between the halves of a surrogate pair", () => {
    const text = `x${"😀".repeat(5_000)}`;
    expect(Math.abs(count(text) - count("😀") * 5_000)).toBeLessThanOrEqual(2);
  });

  test("cuts cost at most one token each", () => {
    const words = fc.array(
      fc.constantFrom("a".repeat(300), "word ", "=".repeat(700), "漢".repeat(400), "x\n"),
      {
        maxLength: 12,
      },
    );
    fc.assert(
      fc.property(words, (parts) => {
        const text = parts.join("");
        const whole = countTokens(text);
        const cuts = text.length / 256 + parts.length;
        expect(Math.abs(count(text) - whole)).toBeLessThanOrEqual(cuts);
      }),
      { numRuns: 40 },
    );
  });
});
