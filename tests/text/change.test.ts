import { describe, expect, test } from "bun:test";
import { changeInterval, changeText } from "../../src/text/change.ts";

describe("a change", () => {
  test.each([
    [0.123, "%", "+12 %"],
    [0.0421, "%", "+4.2 %"],
    [-0.0421, "%", "-4.2 %"],
    [-0.5, "%", "-50 %"],
    [0, "%", "0.0 %"],
    [-0.0002, "%", "0.0 %"],
    [0.0994, "%", "+9.9 %"],
    [0.0996, "%", "+10 %"],
    [12, "%", "+1,200 %"],
    [-0.02, "points", "-2.0 points"],
  ] as const)("of %d in %s is %s", (share, unit, text) => {
    expect(changeText(share, unit)).toBe(text);
  });
});

describe("its interval", () => {
  test.each([
    [[0.04, 0.21], "+4.0 to +21 %"],
    [[-0.04, 0.21], "-4.0 to +21 %"],
    [[0.04, null], "≥ +4.0 %"],
    [[null, 0.21], "≤ +21 %"],
    [[null, null], undefined],
  ] as const)("%p is %s", (interval, text) => {
    expect(changeInterval(interval, "%")).toBe(text);
  });
});
