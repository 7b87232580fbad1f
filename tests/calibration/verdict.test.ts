import { describe, expect, test } from "bun:test";
import { shownSpread, spreadOf } from "../../src/calibration/spread.ts";
import type { FullSpread } from "../../src/calibration/spread.ts";
import { judge } from "../../src/calibration/verdict.ts";
import type { Evidence } from "../../src/calibration/verdict.ts";

const spread = (p50: number, p90: number, p99: number): FullSpread => ({ p50, p90, p99 });

const verdict = (fields: Partial<Evidence> = {}): string =>
  judge({
    ttft: spread(0.4, 0.6, 1.4),
    chunk: spread(0.1, 0.3, 1.2),
    timer: spread(0.1, 0.2, 0.5),
    lostShare: 0,
    ...fields,
  });

describe("the spread of errors", () => {
  const to100 = Array.from({ length: 100 }, (_, index) => 100 - index);

  test("is the median and order statistics, with their signs", () => {
    expect(spreadOf(to100)).toEqual({ p50: 50.5, p90: 90, p99: 99 });
    expect(spreadOf([-2, -1, -3])).toEqual({ p50: -2, p90: -1, p99: -1 });
  });

  test("shows no P90 to the outside", () => {
    expect(shownSpread(spreadOf(to100))).toEqual({ p50: 50.5, p99: 99 });
  });

  test("of nothing is 0", () => {
    expect(spreadOf([])).toEqual({ p50: 0, p90: 0, p99: 0 });
  });
});

describe("the verdict", () => {
  test("is good while no error of a hundred is large", () => {
    expect(verdict()).toBe("good");
    expect(verdict({ ttft: spread(5, 5, 5) })).toBe("good");
  });

  test.each(["ttft", "chunk", "timer"] as const)(
    "is noisy when P99 of %s is above 5 ms",
    (name) => {
      expect(verdict({ [name]: spread(0.4, 1, 5.1) })).toBe("noisy");
      // One pause of the machine, however long, is no property of the client.
      expect(verdict({ [name]: spread(0.4, 1, 80) })).toBe("noisy");
    },
  );

  test("is saturated when one stamp or timer of ten is late", () => {
    expect(verdict({ chunk: spread(1, 5.1, 9) })).toBe("saturated");
    expect(verdict({ timer: spread(1, 5.1, 9) })).toBe("saturated");
  });

  test("is saturated when every other TTFT is late, and not for a few of twenty", () => {
    expect(verdict({ ttft: spread(5.1, 8, 9) })).toBe("saturated");
    expect(verdict({ ttft: spread(0.5, 12, 12) })).toBe("noisy");
  });

  test("does not overlook requests that were lost", () => {
    expect(verdict({ lostShare: 0.05 })).toBe("noisy");
    expect(verdict({ lostShare: 0.11 })).toBe("saturated");
  });
});
