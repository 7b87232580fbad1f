import { expect, test } from "bun:test";
import { ratioInterval, sharePercent, times } from "../../src/text/ratio.ts";

test.each([
  [1.234, "1.23×"],
  [1.996, "2.00×"],
  [3.14, "3.1×"],
  [12.4, "12×"],
  [1234, "1,234×"],
])("%p times is %p", (ratio, text) => {
  expect(times(ratio)).toBe(text);
});

test("an interval has the decimals of its middle", () => {
  expect(ratioInterval(3.1, [2.84, 3.36])).toBe("2.8–3.4");
  expect(ratioInterval(1.23, [1.1, 1.36])).toBe("1.10–1.36");
  expect(ratioInterval(12, [9.6, 15.2])).toBe("10–15");
});

test("an end that is not bounded is not made up", () => {
  expect(ratioInterval(3.1, [2.8, null])).toBe("≥ 2.8");
  expect(ratioInterval(3.1, [null, 3.4])).toBe("≤ 3.4");
  expect(ratioInterval(3.1, [null, null])).toBeUndefined();
});

test("a share is in whole percent, and in tenths where that would be nothing", () => {
  expect(sharePercent(0.172)).toBe("17 %");
  expect(sharePercent(0.004)).toBe("0.4 %");
});
