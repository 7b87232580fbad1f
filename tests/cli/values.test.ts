import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import {
  choice,
  choices,
  duration,
  integer,
  list,
  share,
  text,
  usd,
} from "../../src/cli/values.ts";
import { UsageError } from "../../src/core/errors.ts";

/** The error as a person reads it. */
function complaint(read: () => unknown): string {
  try {
    const value = read();
    throw new Error(`${String(value)} was accepted`);
  } catch (error) {
    if (error instanceof UsageError) return [error.message, error.advice].join(": ");
    throw error;
  }
}

test("a flag that was not given is undefined for every reader", () => {
  const readers = [
    text,
    duration,
    share,
    usd,
    list,
    (flags: {}, name: string) => integer(flags, name, 1, 9),
    (flags: {}, name: string) => choice(flags, name, ["a"]),
    (flags: {}, name: string) => choices(flags, name, ["a"]),
  ];
  for (const read of readers) {
    expect(read({}, "x")).toBeUndefined();
    expect(complaint(() => read({ x: "  " }, "x"))).toBe(
      "--x is empty: give it a value or leave it out",
    );
  }
});

test("blanks around a value do not count", () => {
  expect(text({ x: " a b " }, "x")).toBe("a b");
});

describe("a whole number", () => {
  const read = (x: string): number | undefined => integer({ x }, "x", 1, 1000);

  test.each([
    ["1", 1],
    ["1000", 1000],
    ["+7", 7],
    ["007", 7],
  ])("%s", (written, value) => expect(read(written)).toBe(value));

  test.each([
    ["0", "try --x 1"],
    ["-3", "try --x 3"],
    ["1001", "try --x 1000"],
    ["1e2", "try --x 100"],
    ["2.5", "try --x 3"],
    ["banana", "try --x 10"],
    ["3x", "try --x 10"],
    ["0x10", "try --x 16"],
    ["Infinity", "try --x 1000"],
    ["99999999999999999999", "try --x 1000"],
    ["1,000", "try --x 10"],
  ])("not %s", (written, advice) => {
    expect(complaint(() => read(written))).toBe(
      `--x must be a whole number from 1 to 1000, not "${written}": ${advice}`,
    );
  });

  test("of any size is read exactly or refused, and what is suggested is accepted", () => {
    fc.assert(
      fc.property(fc.oneof(fc.integer(), fc.double(), fc.string({ minLength: 1 })), (typed) => {
        const written = String(typed);
        if (written.trim() === "") return;
        try {
          expect(read(written)).toBe(Number(written));
        } catch (error) {
          if (!(error instanceof UsageError)) throw error;
          const suggested = /^try --x (\d+)$/.exec(error.advice ?? "")?.[1];
          expect(read(suggested ?? "")).toBeWithin(1, 1001);
        }
      }),
    );
  });
});

describe("a span", () => {
  const read = (x: string): number | undefined => duration({ x }, "x");

  test.each([
    ["300ms", 300],
    ["30s", 30_000],
    ["30", 30_000],
    ["0.5", 500],
    ["1.5m", 90_000],
    ["2 h", 7_200_000],
    ["24h", 86_400_000],
  ])("%s", (written, ms) => expect(read(written)).toBe(ms));

  test.each(["banana", "0", "0ms", "-5s", "25h", "1e9", "5 days", "1m30s", "ms", ".", "s30"])(
    "not %s",
    (written) => {
      expect(complaint(() => read(written))).toBe(
        `--x must be a span like 500ms, 30s or 5m (at most 24h), not "${written}": try --x 30s`,
      );
    },
  );
});

describe("a share", () => {
  test.each([
    ["10%", 0.1],
    ["0.1", 0.1],
    ["100 %", 1],
    ["1", 1],
  ])("%s", (x, value) => expect(share({ x }, "x")).toBeCloseTo(value, 12));

  test.each(["0", "0%", "101%", "1.1", "-1%", "much"])("not %s", (x) => {
    expect(complaint(() => share({ x }, "x"))).toContain("must be a share like 10%");
  });
});

describe("an amount of money", () => {
  test.each([
    ["0.25", 0.25],
    ["$3", 3],
    ["0", 0],
  ])("%s", (x, value) => expect(usd({ x }, "x")).toBe(value));

  test.each(["-1", "1,50", "3 EUR", "free", "$"])("not %s", (x) => {
    expect(complaint(() => usd({ x }, "x"))).toContain("must be an amount of US dollars like 0.25");
  });
});

describe("a word out of a list", () => {
  const FORMATS = ["table", "json"] as const;

  test("is taken in any case", () => expect(choice({ x: "JSON" }, "x", FORMATS)).toBe("json"));

  test.each([
    ["yaml", '--x must be one of table, json, not "yaml": '],
    ["jsn", '--x must be one of table, json, not "jsn": did you mean json?'],
  ])("not %s", (x, expected) => {
    expect(complaint(() => choice({ x }, "x", FORMATS))).toBe(expected);
  });

  test("several come in the order given, each once, empty ones dropped", () => {
    expect(choices({ x: "json, table,,json" }, "x", FORMATS)).toEqual(["json", "table"]);
    expect(list({ x: "b, a,,b" }, "x")).toEqual(["b", "a", "b"]);
  });

  test("nothing but commas is nothing", () => {
    expect(complaint(() => list({ x: ",," }, "x"))).toBe("--x names nothing: give it a value");
  });
});
