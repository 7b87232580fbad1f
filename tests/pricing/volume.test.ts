import { describe, expect, test } from "bun:test";
import { UsageError } from "../../src/core/errors.ts";
import { monthlyUsd, parseVolume } from "../../src/pricing/volume.ts";

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
