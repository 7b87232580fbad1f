import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import {
  UNKNOWN,
  clockTime,
  count,
  duration,
  percent,
  rate,
  speedScale,
  timeScale,
} from "../../src/text/quantity.ts";

describe("duration", () => {
  test.each([
    [0, "0.00 ms"],
    [0.42, "0.42 ms"],
    [9.994, "9.99 ms"],
    [9.996, "10.0 ms"],
    [18.24, "18.2 ms"],
    [99.96, "100 ms"],
    [182.4, "182 ms"],
    [999.4, "999 ms"],
    [999.6, "1.00 s"],
    [1960, "1.96 s"],
    [12_340, "12.3 s"],
    [59_960, "1m 00s"],
    [125_000, "2m 05s"],
    [3_720_000, "1h 02m"],
  ])("shows %p ms as %p", (ms, text) => {
    expect(duration(ms)).toBe(text);
  });

  test("shows an unknown span as a dash, never as zero", () => {
    expect(duration(undefined)).toBe(UNKNOWN);
    expect(duration(Number.NaN)).toBe(UNKNOWN);
  });

  test("keeps three significant digits, so it is never off by more than half a percent", () => {
    fc.assert(
      fc.property(fc.double({ min: 1, max: 59_900, noNaN: true }), (ms) => {
        const [number = "", unit] = duration(ms).split(" ");
        const shown = Number(number) * (unit === "s" ? 1000 : 1);
        return Math.abs(shown - ms) <= ms * 0.0051;
      }),
    );
  });
});

test("a countdown has whole seconds", () => {
  expect(clockTime(400)).toBe("0s");
  expect(clockTime(8_400)).toBe("8s");
  expect(clockTime(59_600)).toBe("1m 00s");
});

test("a count has thousands separators", () => {
  expect(count(1_536_000)).toBe("1,536,000");
  expect(count(undefined)).toBe(UNKNOWN);
});

test("a rate has one decimal until it has four digits", () => {
  expect(rate(104.16)).toBe("104.2");
  expect(rate(999.97)).toBe("1,000");
  expect(rate(2104.5)).toBe("2,105");
  expect(rate(undefined)).toBe(UNKNOWN);
});

test("a share is 100% only when all is there and 0% only when nothing is", () => {
  expect(percent(0)).toBe("0%");
  expect(percent(0.001)).toBe("1%");
  expect(percent(0.524)).toBe("52%");
  expect(percent(0.999)).toBe("99%");
  expect(percent(1)).toBe("100%");
});

describe("the scale of a column", () => {
  test("is one unit and one number of decimals for small and large alike", () => {
    const scale = timeScale([182, 604, 2750]);
    expect([182.4, 2750].map(scale.format)).toEqual(["182", "2,750"]);
    expect(scale.unit).toBe("ms");
  });

  test("shows three digits of the smallest value", () => {
    expect(timeScale([0.42, 18]).format(0.42)).toBe("0.42");
    expect(timeScale([18.24, 182]).format(182)).toBe("182.0");
  });

  test("turns to seconds when values are long, but not when that would hide the smallest", () => {
    expect(timeScale([350, 18_400])).toMatchObject({ unit: "s" });
    expect(timeScale([1200, 1900])).toMatchObject({ unit: "s" });
    expect(timeScale([20, 18_400])).toMatchObject({ unit: "ms" });
    expect(timeScale([350, 18_400]).format(350)).toBe("0.35");
  });

  test("shows what is unknown as a dash", () => {
    expect(timeScale([]).format(undefined)).toBe(UNKNOWN);
    expect(timeScale([]).unit).toBe("ms");
    expect(speedScale([28.3]).format(undefined)).toBe(UNKNOWN);
  });

  test("gives speeds three digits of the smallest", () => {
    expect(speedScale([28.31, 2210]).format(2210)).toBe("2,210.0");
    expect(speedScale([310.4, 2210]).format(310.4)).toBe("310");
    expect(speedScale([2.4, 12]).format(2.41)).toBe("2.41");
  });
});
