import { describe, expect, test } from "bun:test";
import { nonceLine } from "../../src/workload/nonce.ts";
import { loadTokenizer } from "../../src/workload/tokenizer.ts";

const PLACE = { seed: 1, phase: "measured", size: "short", block: 0, repeat: 0, variant: 0 };

describe("nonceLine", () => {
  test("differs as soon as any part of the place differs", () => {
    const lines = [
      PLACE,
      { ...PLACE, seed: 2 },
      { ...PLACE, phase: "warmup" },
      { ...PLACE, size: "medium" },
      { ...PLACE, block: 1 },
      { ...PLACE, repeat: 1 },
      { ...PLACE, variant: 1 },
    ].map(nonceLine);
    expect(new Set(lines).size).toBe(lines.length);
    expect(nonceLine({ ...PLACE })).toBe(nonceLine(PLACE));
  });

  test("is a line with a number of 39 digits, all within the first 15 of exactly 16 tokens", async () => {
    const count = await loadTokenizer();
    for (let block = 0; block < 2_000; block++) {
      const line = nonceLine({ ...PLACE, block });
      expect(line).toMatch(/^Request \d{39}:\n\n$/);
      expect(count(line)).toBe(16);
      expect(count(line.slice(0, line.indexOf(":")))).toBe(15);
    }
  });

  test("uses all 128 bits", () => {
    let seen = 0n;
    for (let block = 0; block < 200; block++) {
      seen |= BigInt(nonceLine({ ...PLACE, block }).slice(8, 47));
    }
    expect(seen).toBe(2n ** 128n - 1n);
  });
});
