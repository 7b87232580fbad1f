import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import type { ReadRow, Sample } from "../../src/core/sample.ts";
import { outputSpeed } from "../../src/metrics/output-speed.ts";
import type { OutputSpeed } from "../../src/metrics/output-speed.ts";

/** A stream of `chunks` reads of `perChunk` four-letter tokens each, `gapMs` apart, first one at 300 ms. */
function streamed(
  chunks: number,
  perChunk: number,
  gapMs: number,
  fields: Partial<Sample> = {},
): Sample {
  const reads = Array.from({ length: chunks }, (_, index): ReadRow => [
    300 + index * gapMs,
    300,
    1,
    perChunk * 4,
    0,
    0,
  ]);
  return {
    target: "x",
    phase: "measured",
    size: "short",
    block: 0,
    order: 0,
    attempt: 1,
    prompt: "p",
    startedAt: "2026-01-01T00:00:00.000Z",
    status: "ok",
    connection: "warm",
    endMs: 300 + chunks * gapMs,
    reads,
    tokens: { output: chunks * perChunk, source: "usage" },
    ttftMs: 300,
    ttfatMs: 300,
    lastTokenMs: 300 + (chunks - 1) * gapMs,
    ...fields,
  };
}

const speed = (result: OutputSpeed): number | string =>
  "void" in result ? result.void : result.tokensPerSecond;

describe("output speed", () => {
  test("is exact for 1 to 64 tokens a chunk", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 64 }),
        fc.integer({ min: 64, max: 500 }),
        fc.integer({ min: 5, max: 2000 }),
        (perChunk, chunks, tokensPerSecond) => {
          const gapMs = (perChunk / tokensPerSecond) * 1000;
          const result = outputSpeed(streamed(chunks, perChunk, gapMs), "native");
          if (!("void" in result)) {
            expect(result.tokensPerSecond / tokensPerSecond).toBeCloseTo(1, 9);
          }
        },
      ),
    );
  });

  test("takes off the first chunk whatever its size: a withheld first chunk of 60 adds nothing", () => {
    const usual = streamed(40, 4, 40);
    const reads = usual.reads.map((row, index): ReadRow =>
      index === 0 ? [row[0], 300, 1, 240, 0, 0] : row,
    );
    const tokens = { output: 160 + 56, source: "usage" } as const;
    expect(speed(outputSpeed({ ...usual, reads, tokens }, "native"))).toBeCloseTo(100, 9);
  });

  test("prefers the tokenizer's share of the first read to the share of characters", () => {
    const sample = streamed(40, 4, 40, {
      tokens: { output: 160, source: "usage", o200k: 160, o200kFirstRead: 8 },
    });
    expect(speed(outputSpeed(sample, "native"))).toBeCloseTo(152 / 1.56, 9);
  });

  test("counts o200k tokens when models differ, and both bases agree when the counts do", () => {
    const tokens = { output: 200, source: "usage", o200k: 160, o200kFirstRead: 4 } as const;
    const sample = streamed(40, 4, 40, { tokens });
    expect(speed(outputSpeed(sample, "o200k"))).toBeCloseTo(100, 9);
    expect(speed(outputSpeed(sample, "native"))).toBeCloseTo(125, 9);
  });

  test("is not inflated by reasoning that was billed but never streamed", () => {
    const tokens = { output: 160 + 4000, reasoning: 4000, source: "usage" } as const;
    expect(speed(outputSpeed(streamed(40, 4, 40, { tokens }), "native"))).toBeCloseTo(100, 9);
  });

  test("is refused, with the reason, where it would be fiction", () => {
    expect(speed(outputSpeed(streamed(3, 100, 100), "native"))).toBe("reads");
    expect(speed(outputSpeed(streamed(100, 4, 0.1), "native"))).toBe("window");
    expect(speed(outputSpeed(streamed(15, 4, 40), "native"))).toBe("tokens");
    expect(speed(outputSpeed(streamed(40, 4, 40, { tokens: {} }), "native"))).toBe("no-count");
    const silent = streamed(40, 4, 40);
    expect(speed(outputSpeed({ ...silent, reads: [] }, "native"))).toBe("no-text");
  });
});
