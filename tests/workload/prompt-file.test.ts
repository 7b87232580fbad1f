import { describe, expect, test } from "bun:test";
import { UsageError } from "../../src/core/errors.ts";
import {
  MAX_PROMPT_FILE_BYTES,
  parsePromptFile,
  promptFromFile,
} from "../../src/workload/prompt-file.ts";

const texts = (name: string, content: string): string[] =>
  parsePromptFile(name, content).prompts.map(({ text }) => text);

function refusal(name: string, content: string): UsageError {
  try {
    parsePromptFile(name, content);
  } catch (error) {
    if (error instanceof UsageError) return error;
    throw error;
  }
  throw new Error("was accepted");
}

describe("a text file", () => {
  test("is one prompt without its blank lines at both ends", () => {
    expect(texts("p.txt", "\nTell me\n\n  about dashes --- here\n--- and here\n\n")).toEqual([
      "Tell me\n\n  about dashes --- here\n--- and here",
    ]);
  });

  test("is split at lines of three hyphens, with any line ends and a BOM", () => {
    expect(
      texts("p.txt", "\uFEFFone\r\nmore\r\n---\r\n\r\ntwo\r\n---  \r\nthree\r\n---\r\n"),
    ).toEqual(["one\nmore", "two", "three"]);
  });

  test("numbers its prompts", () => {
    expect(parsePromptFile("p.md", "a\n---\nb").prompts.map(({ id }) => id)).toEqual(["1", "2"]);
  });

  test("an empty prompt is refused by its line", () => {
    expect(refusal("p.txt", "one\ntwo\n---\n\n---\nthree").message).toBe(
      "p.txt, line 4: prompt 2 is empty",
    );
    expect(refusal("p.txt", "---\nthree").message).toBe("p.txt, line 1: prompt 1 is empty");
  });
});

describe("a JSONL file", () => {
  test("holds strings and objects, blank lines do not count", () => {
    const content = [
      '"one\\nmore"',
      "",
      '{"prompt": "two", "id": "second", "max_output_tokens": 64, "category": "x"}',
      '{"prompt": "three", "id": 3}',
    ].join("\r\n");
    expect(parsePromptFile("p.JSONL", content).prompts).toEqual([
      { id: "1", text: "one\nmore" },
      { id: "second", text: "two", maxOutputTokens: 64 },
      { id: "3", text: "three" },
    ]);
  });

  test.each([
    ["broken JSON", '{"prompt": "a"', "not valid JSON"],
    ["an array", '["a"]', "not a prompt"],
    ["null", "null", "not a prompt"],
    ["no prompt", '{"text": "a"}', "`prompt` must be a text"],
    ["an empty prompt", '{"prompt": "  "}', "the prompt is empty"],
    ["an empty string", '""', "the prompt is empty"],
    ["a negative cap", '{"prompt": "a", "max_output_tokens": -1}', "whole number above 0"],
    ["a cap in words", '{"prompt": "a", "max_output_tokens": "12"}', "whole number above 0"],
    ["a cap under another name", '{"prompt": "a", "max_tokens": 5}', "`max_tokens` is not known"],
    ["a conversation", '{"messages": []}', "`messages` is not known"],
    ["an id that is no name", '{"prompt": "a", "id": {}}', "`id` must be a text or a number"],
  ])("%s is refused by its line, with advice", (_, line, problem) => {
    const error = refusal("dir/p.jsonl", `"fine"\n\n${line}\n`);
    expect(error.message).toStartWith("dir/p.jsonl, line 3: ");
    expect(error.message).toContain(problem);
    expect(error.advice).toBeDefined();
    expect(error.message).not.toContain("\n");
  });

  test("an id that comes twice is refused with both lines", () => {
    const error = refusal("p.jsonl", '{"prompt": "a", "id": "x"}\n{"prompt": "b", "id": "x"}');
    expect(error.message).toBe('p.jsonl, line 2: the id "x" was used in line 1');
  });

  test("an id that is the number of a later line without one is refused too", () => {
    expect(refusal("p.jsonl", '{"prompt": "a", "id": "2"}\n"b"').message).toContain("line 2");
  });
});

describe("any prompt file", () => {
  test.each(["p.txt", "p.jsonl"])("%s: nothing but blanks holds no prompt", (name) => {
    for (const content of ["", "\uFEFF", " \n\r\n\t\n"]) {
      expect(refusal(name, content).message).toBe(`${name} holds no prompt`);
    }
  });

  test("more than 16 MiB are refused", () => {
    expect(refusal("p.txt", "é".repeat(MAX_PROMPT_FILE_BYTES / 2 + 1)).message).toContain("16 MiB");
    expect(parsePromptFile("p.txt", "a".repeat(MAX_PROMPT_FILE_BYTES)).prompts).toHaveLength(1);
  });

  test("is known by the SHA-256 of its content", () => {
    // printf 'hello' | sha256sum
    expect(parsePromptFile("p.txt", "hello").hash).toBe(
      "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824",
    );
  });
});

describe("promptFromFile", () => {
  const file = parsePromptFile("p.jsonl", '"a"\n{"prompt": "b", "max_output_tokens": 9}\n"c"');

  test("goes through the file and begins again", () => {
    const ids = Array.from(
      { length: 7 },
      (_, block) => promptFromFile(file, { seed: 1, block }).id,
    );
    expect(ids).toEqual([0, 1, 2, 0, 1, 2, 0].map((index) => `file/${index + 1}`));
  });

  test("puts the nonce first, another one at every place", () => {
    const places = [
      { seed: 1, block: 0 },
      { seed: 1, block: 3 },
      { seed: 2, block: 0 },
      { seed: 1, block: 0, phase: "warmup" as const },
      { seed: 1, block: 0, repeat: 1 },
      { seed: 1, block: 0, variant: 1 },
    ];
    const prompts = places.map((place) => promptFromFile(file, place).text);
    for (const text of prompts) expect(text).toMatch(/^Request \d{39}:\n\na$/);
    expect(new Set(prompts).size).toBe(places.length);
    expect(promptFromFile(file, { seed: 1, block: 0 }).text).toBe(prompts[0]!);
  });

  test("leaves the text as it is without a nonce", () => {
    expect(promptFromFile(file, { seed: 1, block: 1 }, { nonce: false })).toEqual({
      id: "file/2",
      size: "file",
      domain: "file",
      text: "b",
      maxOutputTokens: 9,
    });
  });
});
