import { describe, expect, test } from "bun:test";
import { randomFor } from "../../src/core/random.ts";
import { createExpander } from "../../src/workload/expand.ts";
import { parseTemplate } from "../../src/workload/template.ts";

const POOLS = new Map([
  ["city", ["Riga", "Linz", "Cork"]],
  ["entity", ["Order"]],
]);

const expand = (source: string, seed = 1, bindings = {}): string =>
  createExpander(randomFor(seed, "test"), POOLS).expand(parseTemplate(source), bindings);

describe("a template", () => {
  test("without slots is itself, whatever signs it holds", () => {
    const text = "if (a || b) { return `${x}`; } // <%= 100 % =>";
    expect(expand(text)).toBe(text);
  });

  test("fills pools without a repetition until all words came", () => {
    const words = expand("«city» «city» «city»").split(" ");
    expect(words.toSorted()).toEqual(["Cork", "Linz", "Riga"]);
  });

  test("repeats a bound value and keeps a silent one silent", () => {
    expect(expand("«c=city»,«c»,«c»")).toMatch(/^(\w+),\1,\1$/);
    expect(expand("«let c=city»-«c»")).toMatch(/^-\w+$/);
    expect(expand("«n». one", 1, { n: "7" })).toBe("7. one");
  });

  test("changes letters of a slot and binds what it was before", () => {
    expect(expand("«lower e=entity» «e» «upper e» «title lower e»")).toBe(
      "order Order ORDER Order",
    );
  });

  test("picks among alternatives that hold slots and bars of their own", () => {
    const seen = new Set<string>();
    for (let seed = 0; seed < 40; seed++) {
      seen.add(expand("«pick a «pick x|y»|b «int 3 3»|»", seed));
    }
    expect([...seen].toSorted()).toEqual(["", "a x", "a y", "b 3"]);
  });

  test("does not take an alternative again before all of them came", () => {
    const template = parseTemplate("«pick a|b|c»");
    const expander = createExpander(randomFor(3, "test"), POOLS);
    const picked = Array.from({ length: 3 }, () => expander.expand(template));
    expect(picked.toSorted()).toEqual(["a", "b", "c"]);
  });

  test("repeats a row with new values, counting through", () => {
    expect(expand("«repeat 3 3|«row» | x»")).toBe("0 | x\n1 | x\n2 | x");
    const serials = expand("«repeat 4 4|«serial»»").split("\n").map(Number);
    expect(serials).toEqual(serials.toSorted((a, b) => a - b));
    expect(new Set(serials).size).toBe(4);
  });

  test("writes numbers, ordinals, times and dates as people do", () => {
    expect(expand("«nth 1 1» «nth 2 2» «nth 3 3» «nth 11 11» «nth 22 22»")).toBe(
      "1st 2nd 3rd 11th 22nd",
    );
    expect(expand("«clock»")).toMatch(/^([01]\d|2[0-3]):[0-5]\d$/);
    expect(expand("«nextday»")).toMatch(/^20(1[89]|2[0-5])-\d\d-\d\d$/);
    expect(expand("«decimal -9 24 1»")).toMatch(/^-?\d+\.\d$/);
    expect(expand("«hex 6»")).toMatch(/^[0-9a-f]{6}$/);
  });

  test.each([
    ["an open slot", "a «city", "never closed"],
    ["a slot that cannot be read", "«City Hall»", "cannot be read"],
    ["an unknown pool", "«planet»", "unknown slot"],
  ])("%s is refused", (_, source, problem) => {
    expect(() => expand(source)).toThrow(problem);
  });
});
