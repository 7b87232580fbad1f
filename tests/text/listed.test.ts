import { expect, test } from "bun:test";
import { listed } from "../../src/text/listed.ts";

test.each([
  [[], ""],
  [["a"], "a"],
  [["a", "b"], "a and b"],
  [["a", "b", "c", "d", "e"], "a, b, c, d and e"],
  [["a", "b", "c", "d", "e", "f", "g"], "a, b, c, d, e and 2 more"],
] as [string[], string][])("%j is read as %p", (names, text) => {
  expect(listed(names)).toBe(text);
});
