import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { SIZES } from "../../src/core/plan.ts";
import { DOMAINS } from "../../src/workload/domains.ts";
import { promptFor } from "../../src/workload/prompts.ts";
import type { Prompt, PromptPlace } from "../../src/workload/prompts.ts";
import { loadTokenizer } from "../../src/workload/tokenizer.ts";

const bodyOf = (prompt: Prompt): string => prompt.text.slice(prompt.text.indexOf("\n\n") + 2);
const nonceOf = (prompt: Prompt): string => prompt.text.slice(0, prompt.text.indexOf("\n\n"));
const run = (count: number, place: Omit<PromptPlace, "block">): Prompt[] =>
  Array.from({ length: count }, (_, block) => promptFor({ ...place, block }));

const anyPlace = fc.record({
  seed: fc.integer({ min: 0, max: 2 ** 31 - 1 }),
  size: fc.constantFrom(...SIZES),
  block: fc.nat({ max: 500 }),
});

describe("promptFor", () => {
  test("the same place has the same prompt", () => {
    fc.assert(
      fc.property(anyPlace, (place) => {
        expect(promptFor(place)).toEqual(promptFor({ ...place }));
      }),
      { numRuns: 30 },
    );
  });

  test("another seed has another prompt", () => {
    for (const size of SIZES) {
      const [one, two] = [1, 2].map((seed) => promptFor({ seed, size, block: 0 }));
      expect(nonceOf(one!)).not.toBe(nonceOf(two!));
      expect(bodyOf(one!)).not.toBe(bodyOf(two!));
    }
  });

  test("no template leaves a slot or a placeholder behind", () => {
    fc.assert(
      fc.property(anyPlace, (place) => {
        const { domain, text } = promptFor(place);
        expect(text).not.toMatch(domain === "code" ? /[«»\0]|NaN/ : /[«»\0]|undefined|NaN/);
      }),
      { numRuns: 100 },
    );
  });

  test("six blocks in a row have six domains, not in the same order all the time", () => {
    const domains = run(300, { seed: 5, size: "short" }).map(({ domain }) => domain);
    const rounds = Array.from({ length: 50 }, (_, round) =>
      domains.slice(round * 6, round * 6 + 6),
    );
    for (const round of rounds) expect(round.toSorted()).toEqual([...DOMAINS].toSorted());
    expect(new Set(rounds.map(String)).size).toBeGreaterThan(20);
  });

  test("the id tells size, domain and block, and a warm-up from a measured prompt", () => {
    const measured = promptFor({ seed: 1, size: "medium", block: 7 });
    expect(measured.id).toBe(`medium/${measured.domain}/7`);
    const warmup = promptFor({ seed: 1, size: "medium", block: 7, phase: "warmup" });
    expect(warmup.id).toBe(`warmup/medium/${warmup.domain}/7`);
  });

  test("repetitions and variants keep the body and change the nonce", () => {
    const place = { seed: 3, size: "medium", block: 4 } as const;
    const prompts = [
      promptFor(place),
      promptFor({ ...place, repeat: 1 }),
      promptFor({ ...place, repeat: 2 }),
      promptFor({ ...place, variant: 1 }),
      promptFor({ ...place, variant: 1, repeat: 1 }),
    ];
    expect(new Set(prompts.map(bodyOf)).size).toBe(1);
    expect(new Set(prompts.map(nonceOf)).size).toBe(prompts.length);
  });

  test("each prompt asks for more words or lines than its cap could hold", () => {
    for (const size of SIZES) {
      for (const prompt of run(60, { seed: 8, size })) {
        const asked = [...prompt.text.matchAll(/([\d,]+) (?:words|lines)/g)].map(([, count]) =>
          Number(count?.replaceAll(",", "")),
        );
        expect(Math.max(...asked)).toBeGreaterThan({ short: 300, medium: 800, long: 1_400 }[size]);
      }
    }
  });
});

describe("a run of 300 blocks", () => {
  for (const size of SIZES) {
    const prompts = [1, 2].flatMap((seed) => [
      ...run(size === "long" ? 60 : 300, { seed, size }),
      ...run(12, { seed, size, phase: "warmup" }),
    ]);

    test(`${size}: no two requests share body or nonce, warm-ups included`, () => {
      expect(new Set(prompts.map(bodyOf)).size).toBe(prompts.length);
      expect(new Set(prompts.map(nonceOf)).size).toBe(prompts.length);
    });

    test(`${size}: no 1,000 tokens of two prompts are the same in the same order`, () => {
      const seen = new Set<string>();
      for (const prompt of prompts) {
        for (const stretch of stretches(bodyOf(prompt), 4_000)) {
          expect(seen.has(stretch)).toBe(false);
          seen.add(stretch);
        }
      }
    });
  }

  test("no two bodies share their first 128 tokens, even without the nonce", async () => {
    const count = await loadTokenizer();
    const firstTokens = (text: string): string => {
      let end = 700;
      while (count(text.slice(0, end)) > 128) end = text.lastIndexOf(" ", end - 1);
      return text.slice(0, end);
    };
    const bodies = [
      ...run(300, { seed: 4, size: "medium" }),
      ...run(48, { seed: 4, size: "long" }),
    ].map((prompt) => firstTokens(bodyOf(prompt)));
    expect(new Set(bodies).size).toBe(bodies.length);
  });
});

/** From each paragraph on, the paragraphs that together have at least so many characters. */
function stretches(body: string, characters: number): string[] {
  const paragraphs = body.split("\n\n");
  return paragraphs.flatMap((_, from) => {
    let text = "";
    for (let at = from; at < paragraphs.length && text.length < characters; at++) {
      text += `${paragraphs[at]}\n\n`;
    }
    return text.length < characters ? [] : [text];
  });
}
