import { describe, expect, test } from "bun:test";
import { UsageError } from "../../src/core/errors.ts";
import { parseGivenPrices, refuseStrayPrices } from "../../src/pricing/given-price.ts";

const TODAY = "2026-11-24";
const prices = (text: string) =>
  Object.fromEntries(
    [...parseGivenPrices(text, TODAY)].map(([target, row]) => [target, row.prices]),
  );

describe("--price", () => {
  test("reads input, output and cached, in dollars or bare, for several targets", () => {
    expect(prices("mine=0.15/0.60,groq/llama=$1/$2/$.5")).toEqual({
      mine: [{ input: 0.15, output: 0.6 }],
      "groq/llama": [{ input: 1, output: 2, cacheRead: 0.5 }],
    });
  });

  test("may say that something is free", () => {
    expect(prices("mine=0/0")).toEqual({ mine: [{ input: 0, output: 0 }] });
  });

  test.each([
    "mine",
    "mine=",
    "mine=1",
    "=1/2",
    "mine=1/2/3/4",
    "mine=a/b",
    "mine=-1/2",
    "mine=1e3/2",
    "mine=99999/1",
    "mine=1/2,mine=1/3",
  ])("refuses %p and says what to write", (text) => {
    expect(() => parseGivenPrices(text, TODAY)).toThrow(UsageError);
  });

  test("refuses a price for nobody, with the nearest target", () => {
    const given = parseGivenPrices("grok=1/2", TODAY);
    expect(() => refuseStrayPrices(given, ["groq", "cerebras"])).toThrow(
      "--price names grok, which is no target of this run",
    );
    expect(() => refuseStrayPrices(given, ["grok"])).not.toThrow();
  });
});
