import { expect, test } from "bun:test";
import { cacheUse } from "../../src/metrics/cache-use.ts";
import { aSample } from "../support/builders.ts";

test("the hit share is a ratio of sums, and TTFT is told with and without a hit", () => {
  const samples = [
    aSample({ ttftMs: 900, tokens: { input: 1000, cached: 0 } }),
    aSample({ ttftMs: 100, tokens: { input: 1000, cached: 900 } }),
    aSample({ ttftMs: 140, tokens: { input: 1000, cached: 900 } }),
  ];
  expect(cacheUse(samples)).toEqual({ hitShare: 0.6, ttftHitMs: 120, ttftMissMs: 900 });
});

test("a provider that does not tell has no share, rather than a share of 0", () => {
  expect(cacheUse([aSample({ ttftMs: 900, tokens: { input: 1000 } })])).toEqual({
    ttftMissMs: 900,
  });
});
