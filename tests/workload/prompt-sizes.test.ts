import { beforeAll, describe, expect, test } from "bun:test";
import { SIZES } from "../../src/core/plan.ts";
import type { Size } from "../../src/core/plan.ts";
import { estimateTokens } from "../../src/workload/estimate-tokens.ts";
import { promptFor } from "../../src/workload/prompts.ts";
import { WORKLOAD_SIZES } from "../../src/workload/sizes.ts";
import { loadTokenizer } from "../../src/workload/tokenizer.ts";

/** Blocks and seeds of each size: a long prompt takes a hundred times as long to count. */
const TRIED = {
  short: { blocks: 200, seeds: [1, 2, 3, 20_260_101] },
  medium: { blocks: 200, seeds: [1, 2, 3] },
  long: { blocks: 36, seeds: [1, 2] },
} as const satisfies Record<Size, { blocks: number; seeds: readonly number[] }>;

interface Counted {
  readonly text: string;
  readonly tokens: number;
}

const counted = new Map<Size, readonly Counted[]>();
const of = (size: Size): readonly Counted[] => counted.get(size) ?? [];

beforeAll(async () => {
  const count = await loadTokenizer();
  for (const size of SIZES) {
    const { blocks, seeds } = TRIED[size];
    const prompts = seeds.flatMap((seed) =>
      Array.from({ length: blocks }, (_, block) => promptFor({ seed, size, block }).text),
    );
    counted.set(
      size,
      prompts.map((text) => ({ text, tokens: count(text) })),
    );
  }
});

describe("prompt sizes", () => {
  test.each([...SIZES])("%s: every prompt is within a tenth of the target", (size) => {
    const target = WORKLOAD_SIZES[size].inputTokens;
    const counts = of(size).map(({ tokens }) => tokens);
    expect(Math.min(...counts)).toBeGreaterThanOrEqual(0.9 * target);
    expect(Math.max(...counts)).toBeLessThanOrEqual(1.1 * target);
  });

  test.each([...SIZES])("%s: prompts are of the target's size on average", (size) => {
    const mean = of(size).reduce((sum, { tokens }) => sum + tokens, 0) / of(size).length;
    expect(Math.abs(mean / WORKLOAD_SIZES[size].inputTokens - 1)).toBeLessThan(0.03);
  });
});

describe("estimateTokens", () => {
  test("comes within 8 % of the tokenizer over a thousand tokens", () => {
    for (const { text, tokens } of of("medium")) {
      expect(Math.abs(estimateTokens(text) / tokens - 1)).toBeLessThan(0.08);
    }
  });

  test("an empty text has none, and other scripts are counted as well", () => {
    expect(estimateTokens("")).toBe(0);
    expect(estimateTokens("漢字仮名")).toBeGreaterThan(3);
  });
});
