import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { Secret } from "../../src/core/secret.ts";
import { cleanText } from "../../src/providers/clean-text.ts";
import { redact, redactFailure, redactName } from "../../src/providers/redact.ts";

const KEY = "gsk_AbCdEfGhIjKlMnOpQrStUvWxYz012345";
const secret = new Secret(KEY);

describe("redact", () => {
  test("the whole key goes, everywhere", () => {
    expect(redact(`key ${KEY} and ${KEY}!`, secret)).toBe("key [key] and [key]!");
  });

  test("a long beginning, end or middle of the key goes, too", () => {
    expect(redact(`Incorrect key: ${KEY.slice(0, 12)}***`, secret)).toBe("Incorrect key: [key]***");
    expect(redact(`ends in ***${KEY.slice(-10)}.`, secret)).toBe("ends in ***[key].");
    expect(redact(`has ${KEY.slice(10, 20)} inside`, secret)).toBe("has [key] inside");
  });

  test("pieces under 8 characters and other words stay", () => {
    const text = `gsk_AbC… ${KEY.slice(-4)}, see https://example.com/keys`;
    expect(redact(text, secret)).toBe(text);
  });

  test("a short key goes as a whole, one that guards nothing stays", () => {
    expect(redact("token abcdef refused", new Secret("abcdef"))).toBe("token [key] refused");
    expect(redact("box of x", new Secret("x"))).toBe("box of x");
    expect(redact("nothing", new Secret(""))).toBe("nothing");
  });

  test("no 8 characters of a key are left in any text around it", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.nat(20), fc.nat(20), (before, after, from, to) => {
        const shown = redact(before + KEY.slice(from, KEY.length - to) + after, secret);
        for (let at = 0; at + 8 <= KEY.length; at++)
          expect(shown).not.toContain(KEY.slice(at, at + 8));
      }),
    );
  });

  test("every text of a failure is freed of the key", () => {
    const failure = {
      kind: "http",
      status: 401,
      code: KEY,
      message: KEY,
      advice: KEY,
      parameter: KEY,
    };
    expect(JSON.stringify(redactFailure({ ...failure, kind: "http" }, secret))).not.toContain(
      "gsk_",
    );
    expect(redactFailure({ kind: "empty", message: "m" }, undefined)).toEqual({
      kind: "empty",
      message: "m",
    });
  });
});

test("a name keeps what an added header says, unless that sounds secret", () => {
  const endpoint = {
    baseUrl: "https://h/v1",
    key: new Secret("sk-0123456789abcdef"),
    headers: { "x-model": "gpt-oss-120b", "x-api-token": "tok-0987654321" },
  };
  expect(redactName("gpt-oss-120b", endpoint)).toBe("gpt-oss-120b");
  expect(redactName("m/tok-0987654321", endpoint)).toBe("m/[key]");
  expect(redactName("m/sk-0123456789abcdef", endpoint)).toBe("m/[key]");
});

describe("cleanText", () => {
  test("gives one line without anything that a terminal would obey", () => {
    expect(cleanText("\u001b]0;title\u0007a\u001b[2Jb\r\n\tc\u0000d\u009b31me\u200b")).not.toMatch(
      // oxlint-disable-next-line no-control-regex -- exactly these must be gone
      /[\u0000-\u001f\u007f-\u009f\u200b]/,
    );
    expect(cleanText("  a \n b\u2028c ")).toBe("a b c");
  });

  test("cuts long text with an ellipsis, never inside a character", () => {
    expect(cleanText("x".repeat(300))).toHaveLength(200);
    expect(cleanText("😀".repeat(150), 100).isWellFormed()).toBe(true);
    expect(cleanText("x".repeat(200))).not.toContain("…");
  });
});
