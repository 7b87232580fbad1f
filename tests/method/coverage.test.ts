import { describe, expect, test } from "bun:test";
import { coverage } from "./experiments.ts";

const RUNS = 2000;

describe("the interval of a quantile holds the truth", () => {
  test.each([30, 100, 200])("in 94 %% of runs of %d independent attempts", (n) => {
    const { p50, p95 } = coverage(RUNS, n, 0);
    expect(p50).toMatchObject({ of: RUNS });
    expect(p50.share).toBeGreaterThanOrEqual(0.94);
    if (n >= 100) {
      expect(p95.of).toBeGreaterThan(0.9 * RUNS);
      expect(p95.share).toBeGreaterThanOrEqual(0.94);
    } else {
      // Below its floor P95 has no interval, and so promises nothing.
      expect(p95.of).toBe(0);
    }
  });

  test.each([30, 100, 400])("in 90 %% of runs of %d attempts with autocorrelation 0.6", (n) => {
    const { p50, p95 } = coverage(RUNS, n, 0.6);
    expect(p50.share).toBeGreaterThanOrEqual(0.9);
    if (n >= 400) {
      expect(p95.of).toBeGreaterThan(0.9 * RUNS);
      expect(p95.share).toBeGreaterThanOrEqual(0.9);
    } else {
      expect(p95.of).toBeLessThan(0.01 * RUNS);
    }
  });
});
