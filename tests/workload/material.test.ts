import { describe, expect, test } from "bun:test";
import { randomFor } from "../../src/core/random.ts";
import { DOMAINS } from "../../src/workload/domains.ts";
import { createExpander } from "../../src/workload/expand.ts";
import {
  MATERIAL_TEXTS,
  PARTS,
  materialOf,
  parseMaterial,
  wordPools,
} from "../../src/workload/material.ts";

describe.each([...DOMAINS])("the material of %s", (domain) => {
  const material = materialOf(domain);

  test("is large enough to combine", () => {
    expect(material.short.length).toBeGreaterThanOrEqual(10);
    expect(material.opening.length).toBeGreaterThanOrEqual(5);
    expect(material.passage.length).toBeGreaterThanOrEqual(25);
    expect(material.task.length).toBeGreaterThanOrEqual(4);
  });

  test("expands in every part, for many seeds", () => {
    const bindings = { words: "1,000", lines: "100", n: "1" };
    for (const part of PARTS) {
      for (const template of material[part]) {
        for (let seed = 0; seed < 10; seed++) {
          const text = createExpander(randomFor(seed, domain), wordPools()).expand(
            template,
            bindings,
          );
          expect(text).not.toMatch(domain === "code" ? /[«»]|NaN/ : /[«»]|undefined|NaN/);
          expect(text.length).toBeGreaterThan(80);
        }
      }
    }
  });

  test("asks for a number of words or lines in every task and short prompt", () => {
    for (const template of [...material.short, ...material.task]) {
      const names = JSON.stringify(template);
      expect(names).toMatch(/"(words|lines)"/);
    }
  });

  test("has no part twice", () => {
    const parts = MATERIAL_TEXTS[domain].split(/^@@ \w+$/m).map((text) => text.trim());
    expect(new Set(parts).size).toBe(parts.length);
  });
});

describe("the pools of words", () => {
  test("hold each word once", () => {
    for (const words of wordPools().values()) expect(new Set(words).size).toBe(words.length);
  });

  test("stand after `a` without a change of the article", () => {
    for (const pool of ["trade", "tree", "bird", "instrument", "colour", "product"]) {
      for (const word of wordPools().get(pool)!) expect(word).not.toMatch(/^[aeio]/);
    }
  });
});

describe("parseMaterial", () => {
  test("an unknown part and text before the first part are refused", () => {
    expect(() => parseMaterial("@@ poem\nx")).toThrow("unknown part: poem");
    expect(() => parseMaterial("x\n@@ task\ny")).toThrow("before the first section");
  });
});
