import { describe, expect, test } from "bun:test";
import { join } from "node:path";
import fc from "fast-check";
import type { StreamPart } from "../../src/core/stream.ts";
import { openaiChat } from "../../src/providers/openai-chat.ts";
import { createThinkSplitter } from "../../src/providers/think-tags.ts";
import { FRAMERS } from "../../src/wire/framers.ts";
import { addUp, HAS_RECORDINGS, RECORDINGS } from "./replay.ts";

const answer = (text: string): StreamPart => ({ type: "answer-delta", text });

function tell(...pieces: readonly (string | StreamPart)[]) {
  const splitter = createThinkSplitter();
  const parts = pieces.flatMap((piece) =>
    splitter.split([typeof piece === "string" ? answer(piece) : piece]),
  );
  const { answer: said, reasoning } = addUp([...parts, ...splitter.end()]);
  return { answer: said, reasoning, tags: splitter.tags };
}

describe("think tags", () => {
  test("at the beginning make reasoning of what they hold, the tags included", () => {
    expect(tell("<think>\n2+2</think>\n\n4")).toEqual({
      answer: "\n\n4",
      reasoning: "<think>\n2+2</think>",
      tags: "closed",
    });
    expect(tell("\n <think>a</think>b")).toMatchObject({
      reasoning: "\n <think>a</think>",
      answer: "b",
    });
  });

  test("that are never closed leave no answer", () => {
    expect(tell("<think>", "still ", "going </thi")).toEqual({
      answer: "",
      reasoning: "<think>still going </thi",
      tags: "open",
    });
  });

  test("anywhere else are text", () => {
    for (const text of [
      "Use <think>x</think> so",
      "<b>bold</b>",
      "a < b",
      "<thinking>x",
      "</think>x",
    ]) {
      expect(tell(text)).toEqual({ answer: text, reasoning: "", tags: "none" });
    }
    expect(tell("<think>a</think>b<think>c</think>")).toMatchObject({
      answer: "b<think>c</think>",
    });
  });

  test("beside a channel of its own are text", () => {
    const told = tell({ type: "reasoning-delta", text: "hm" }, "<think>x</think>");
    expect(told).toEqual({ answer: "<think>x</think>", reasoning: "hm", tags: "none" });
  });

  test("cut anywhere say the same, and never lose or reorder a character", () => {
    const texts = fc.constantFrom(
      "<think>a\nb</think>c",
      "<think>never closed </thin",
      "  <think></think>",
      "<thi",
      "plain <think>",
      "< think>",
      "\n\nHello",
    );
    fc.assert(
      fc.property(texts, fc.array(fc.nat(24)), (text, places) => {
        const cuts = [0, ...places.map((place) => place % (text.length + 1)), text.length];
        const sorted = cuts.toSorted((a, b) => a - b);
        const pieces = sorted.slice(1).map((end, index) => text.slice(sorted[index], end));
        const splitter = createThinkSplitter();
        const parts = [
          ...pieces.flatMap((piece) => splitter.split([answer(piece)])),
          ...splitter.end(),
        ];
        const joined = parts.map((part) => ("text" in part ? part.text : "")).join("");
        expect(joined).toBe(text);
        const whole = tell(text);
        const { reasoning } = addUp(parts);
        // Blanks before a tag may have gone out before it was known that a tag follows.
        expect(reasoning.trimStart()).toBe(whole.reasoning.trimStart());
      }),
    );
  });

  test("the first piece of text goes out with the message that brought it", () => {
    for (const first of ["<think>", "<think>\n", "\n", "Hello"]) {
      const parts = createThinkSplitter().split([answer(first)]);
      expect(parts.map((part) => ("text" in part ? part.text : "")).join("")).toBe(first);
    }
  });

  test("without a tag every later message is given back as it is", () => {
    const splitter = createThinkSplitter();
    splitter.split([answer("Hello")]);
    const later = [answer(" <think>")];
    expect(splitter.split(later)).toBe(later);
  });

  test.skipIf(!HAS_RECORDINGS)("of the recordings are told from the answer", async () => {
    for (const [file, ending] of [
      ["fireworks/direct-deepseek-r1-think-tags.sse", /<\/think>$/],
      ["together/hf-deepseek-r1-think-tags.sse", /<\/think>$/],
      ["novita/direct-deepseek-r1-distill.sse", /<\/think>$/],
    ] as const) {
      const splitter = createThinkSplitter();
      const parts: StreamPart[] = [];
      const framer = FRAMERS.sse((message) => {
        parts.push(...splitter.split(openaiChat.decode(message)));
      });
      // oxlint-disable-next-line no-await-in-loop
      framer.feed(await Bun.file(join(RECORDINGS, file)).bytes());
      framer.end();
      const told = addUp([...parts, ...splitter.end()]);
      expect(told.reasoning).toStartWith("<think>");
      expect(told.reasoning).toMatch(ending);
      expect(told.answer.length).toBeGreaterThan(50);
      expect(told.answer).not.toContain("think>");
    }
  });
});
