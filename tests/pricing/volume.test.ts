import { describe, expect, test } from "bun:test";
import { UsageError } from "../../src/core/errors.ts";
import type { Sample } from "../../src/core/sample.ts";
import { atVolume, monthlyUsd, parseVolume } from "../../src/pricing/volume.ts";
import { aReport, aSample, aTargetReport } from "../support/builders.ts";

describe("--volume", () => {
  test.each([
    ["1M/day", 1e6],
    ["1m", 1e6],
    ["500k/hour", 12e6],
    ["2.5B/month", 2.5e9 / 30],
    ["7000 / week", 1000],
  ])("%s", (text, perDay) => {
    expect(parseVolume(text)).toBeCloseTo(perDay, 6);
  });

  test.each(["", "M", "1M/year", "-1M/day", "0/day", "1 M tokens", "1e6"])("refuses %p", (text) => {
    expect(() => parseVolume(text)).toThrow(UsageError);
  });
});

test("a month is 30 days of the volume, at the measured price per token", () => {
  // 1,000 requests of 1,000 in and 500 out for $0.45: $0.30 per million tokens.
  const spent = { usd: 0.45, inputTokens: 1_000_000, outputTokens: 500_000 };
  expect(monthlyUsd(spent, 1e6)).toBeCloseTo(9, 9);
  expect(monthlyUsd({ usd: 0, inputTokens: 0, outputTokens: 0 }, 1e6)).toBeUndefined();
});

test("a rate limit does not change what a volume costs: neither tokens nor dollars came of it", () => {
  const price = {
    estimated: false,
    priceId: "p/m",
    priceVerifiedAt: "2026-11-20",
    priceSource: "flag",
  };
  const target = aTargetReport("t", {
    tokens: { input: 2000, output: 1000 },
    cost: { usd: 0.002, perRequestUsd: 0.001, ...price },
  });
  const limit = { kind: "rate-limited", status: 429, message: "" } as const;
  const limited = aSample({ target: "t", status: "failed", httpStatus: 429, failure: limit });
  const monthly = (more: readonly Sample[]) =>
    atVolume(
      aReport({
        targets: [target],
        samples: [aSample({ target: "t" }), aSample({ target: "t" }), ...more],
      }),
      1e6,
    ).targets[0]?.cost?.monthly?.usd;
  // $0.002 for 3,000 tokens, a million tokens a day.
  expect(monthly([])).toBeCloseTo((0.002 / 3000) * 1e6 * 30, 9);
  expect(monthly([limited, limited])).toBe(monthly([]));
});
