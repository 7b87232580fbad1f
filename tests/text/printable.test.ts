import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { clip, measurable, paragraph, printable, toAscii } from "../../src/text/printable.ts";

const foreignText = fc.string({ unit: "binary", maxLength: 60 });

describe("printable text", () => {
  test("has no escape codes, control characters, line breaks or direction marks", () => {
    expect(printable("\u001b[31mred\u001b[0m\r\nnext\u0007\tend")).toBe("red next end");
    expect(printable("evil\u202egnp.exe\u200b")).toBe("evilgnp.exe");
    expect(printable("\u001b]0;title\u0007shown\u009b2J")).not.toMatch(/\p{Cc}/u);
  });

  test("is harmless for any input", () => {
    fc.assert(fc.property(foreignText, (text) => !/[\p{Cc}\p{Cf}\p{Cs}\n]/u.test(printable(text))));
  });

  test("keeps letters of any language", () => {
    expect(printable("Modèle 通义千问 Привет")).toBe("Modèle 通义千问 Привет");
  });

  test("looks only at the beginning of a huge text", () => {
    expect(printable("x".repeat(1_000_000)).length).toBe(2000);
  });
});

describe("clipped text", () => {
  test("says that something is missing", () => {
    expect(clip("llama-3.3-70b-versatile", 12, true)).toBe("llama-3.3-7…");
    expect(clip("llama-3.3-70b-versatile", 12, false)).toBe("llama-3.3...");
    expect(clip("short", 12, true)).toBe("short");
  });

  test("is never wider than asked, also with wide characters", () => {
    fc.assert(
      fc.property(
        foreignText,
        fc.integer({ min: 1, max: 30 }),
        fc.boolean(),
        (text, width, unicode) => {
          return Bun.stringWidth(clip(printable(text), width, unicode)) <= width;
        },
      ),
    );
  });
});

test("measurable text has no character whose width is in doubt", () => {
  expect(measurable("fast ⚡ rocket 🚀 通义 Müller")).toBe("fast ? rocket ? 通义 Müller");
});

test("ASCII text keeps its width and its escape codes", () => {
  expect(toAscii("\u001b[1ma – b · c × d\u001b[0m")).toBe("\u001b[1ma - b - c x d\u001b[0m");
  expect(toAscii("通义")).toBe("????");
});

describe("a paragraph", () => {
  test("breaks at spaces and indents what follows", () => {
    expect(paragraph("one two three four", 10)).toBe("one two\n  three\n  four");
    expect(paragraph("fits as it is", 13)).toBe("fits as it is");
  });

  test("is never wider than asked and loses no word that fits", () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[a-z]{1,40}$/), { minLength: 1, maxLength: 20 }),
        fc.integer({ min: 10, max: 60 }),
        (words, columns) => {
          const lines = paragraph(words.join(" "), columns).split("\n");
          expect(lines.every((line) => line.length <= columns)).toBe(true);
          expect(lines.join("").replaceAll(" ", "")).toBe(words.join(""));
        },
      ),
    );
  });
});
