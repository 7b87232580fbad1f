import { expect, test } from "bun:test";
import { clearsMargin, practicalMargin } from "../../src/statistics/practical-margin.ts";

test("is 2 %, or twice our own error where that is more", () => {
  expect(practicalMargin(0.4, 200)).toBe(0.02);
  expect(practicalMargin(4, 200)).toBe(0.04);
  expect(practicalMargin(0, 200)).toBe(0.02);
  expect(practicalMargin(1, 0)).toBe(0.02);
});

test("a difference counts when its whole interval is beyond the margin, on either side", () => {
  expect(clearsMargin({ low: 1.03, high: 1.2 }, 0.02)).toBe(true);
  expect(clearsMargin({ low: 0.8, high: 0.97 }, 0.02)).toBe(true);
  // 1/1.02 = 0.98039
  expect(clearsMargin({ low: 0.9, high: 0.9802 }, 0.02)).toBe(true);
  expect(clearsMargin({ low: 1.01, high: 1.2 }, 0.02)).toBe(false);
  expect(clearsMargin({ low: 0.9, high: 0.99 }, 0.02)).toBe(false);
  expect(clearsMargin({ low: 0.5, high: 2 }, 0.02)).toBe(false);
});

test("a ratio and its inverse are judged alike", () => {
  for (const [low, high] of [
    [1.021, 1.5],
    [1.019, 1.5],
    [0.99, 1.01],
  ] as const) {
    expect(clearsMargin({ low: 1 / high, high: 1 / low }, 0.02)).toBe(
      clearsMargin({ low, high }, 0.02),
    );
  }
});
