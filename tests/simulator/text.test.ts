import { expect, test } from "bun:test";
import fc from "fast-check";
import { countTokens } from "gpt-tokenizer/encoding/o200k_base";
import { SENTENCES, storyText, TWO_BYTE_WORD } from "../../src/simulator/text.ts";

test("n words of the story are n tokens of o200k_base, wherever they begin and however they are cut", () => {
  fc.assert(
    fc.property(
      fc.nat(500),
      fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 8 }),
      (offset, sizes) => {
        let word = offset;
        const pieces = sizes.map((size) => {
          const piece = storyText(word, size);
          word += size;
          return piece;
        });
        expect(pieces.map((piece) => countTokens(piece))).toEqual(sizes);
        expect(countTokens(pieces.join(""))).toBe(sizes.reduce((sum, size) => sum + size, 0));
      },
    ),
    { numRuns: 50 },
  );
});

test("the two-byte word is one token and ends in a character of two bytes", () => {
  expect(countTokens(TWO_BYTE_WORD)).toBe(1);
  expect(Buffer.byteLength(TWO_BYTE_WORD)).toBe(TWO_BYTE_WORD.length + 1);
});

test("a sentence begins with a capital letter", () => {
  expect(SENTENCES.length).toBeGreaterThan(5);
  for (const start of SENTENCES) {
    expect(storyText(start, 1)).toMatch(/^ [A-Z]/);
  }
});
