import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { isWithin, priceAt, pricesBetween } from "../../src/pricing/price-at.ts";
import type { PricePeriod } from "../../src/pricing/price-file.ts";

const at = (iso: string, inputTokens = 0, tier?: string) => ({
  atMs: Date.parse(iso),
  inputTokens,
  ...(tier === undefined ? {} : { tier }),
});

const price = (input: number, more: Partial<PricePeriod> = {}): PricePeriod => ({
  input,
  output: input,
  ...more,
});

describe("which price holds", () => {
  test("from its first moment on, and not at its last", () => {
    const periods = [
      price(1, { to: "2026-06-01" }),
      price(2, { from: "2026-06-01", to: "2026-07-01T12:00:00Z" }),
    ];
    expect(priceAt(periods, at("2026-05-31T23:59:59.999Z"))?.input).toBe(1);
    expect(priceAt(periods, at("2026-06-01T00:00:00Z"))?.input).toBe(2);
    expect(priceAt(periods, at("2026-07-01T11:59:59Z"))?.input).toBe(2);
    expect(priceAt(periods, at("2026-07-01T12:00:00Z"))).toBeUndefined();
  });

  test("the last of the list that fits", () => {
    const periods = [price(1), price(2, { from: "2026-06-01" })];
    expect(priceAt(periods, at("2026-05-01"))?.input).toBe(1);
    expect(priceAt(periods, at("2026-06-02"))?.input).toBe(2);
  });

  test("by the input of this request, from one token above the step on", () => {
    const periods = [
      price(1),
      price(2, { inputAbove: 200_000 }),
      price(3, { inputAbove: 400_000 }),
    ];
    const input = (tokens: number): number | undefined =>
      priceAt(periods, at("2026-06-01", tokens))?.input;
    expect([input(200_000), input(200_001), input(400_000), input(400_001)]).toEqual([1, 2, 2, 3]);
  });

  test("for the service tier that was asked for, and none for one that has no price", () => {
    const periods = [price(1), price(2, { tier: "priority" })];
    expect(priceAt(periods, at("2026-06-01"))?.input).toBe(1);
    expect(priceAt(periods, at("2026-06-01", 0, "priority"))?.input).toBe(2);
    expect(priceAt(periods, at("2026-06-01", 0, "flex"))).toBeUndefined();
  });

  test("none at all when there is none", () => {
    expect(priceAt([], at("2026-06-01"))).toBeUndefined();
  });
});

describe("a daily window", () => {
  const WEEKDAY_PEAK = {
    utc: [
      ["01:00", "04:00"],
      ["06:00", "10:00"],
    ],
    days: ["mon", "tue", "wed", "thu", "fri"],
  } as const;

  test("holds 35 hours of every week, whatever the week", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3000 }), (week) => {
        const monday = Date.parse("2024-01-01T00:00:00Z") + week * 7 * 86_400_000;
        let quarters = 0;
        for (let quarter = 0; quarter < 7 * 96; quarter++) {
          if (isWithin(WEEKDAY_PEAK, monday + quarter * 900_000)) quarters++;
        }
        expect(quarters / 4).toBe(35);
      }),
      { numRuns: 30 },
    );
  });

  test("reaches to the end of the day as 24:00", () => {
    const late = { utc: [["22:00", "24:00"]] } as const;
    expect(isWithin(late, Date.parse("2026-06-01T23:59:59.999Z"))).toBe(true);
    expect(isWithin(late, Date.parse("2026-06-02T00:00:00Z"))).toBe(false);
  });

  test("does not hold on its exceptions", () => {
    const but = { ...WEEKDAY_PEAK, except: ["2026-10-01"] };
    expect(isWithin(but, Date.parse("2026-10-01T02:00:00Z"))).toBe(false);
    expect(isWithin(but, Date.parse("2026-10-02T02:00:00Z"))).toBe(true);
  });
});

test("a span finds every price that a request within it may pay", () => {
  const periods = [
    price(1, { name: "off-peak" }),
    price(2, { name: "peak", when: { utc: [["01:00", "04:00"]] } }),
    price(3, { from: "2026-06-02T12:00:00Z" }),
  ];
  const between = (from: string, to: string): readonly number[] =>
    pricesBetween(periods, Date.parse(from), Date.parse(to), { inputTokens: 0 })
      .map(({ input }) => input)
      .toSorted((a, b) => a - b);
  expect(between("2026-06-01T00:50:00Z", "2026-06-01T00:55:00Z")).toEqual([1]);
  expect(between("2026-06-01T00:58:00Z", "2026-06-01T01:03:00Z")).toEqual([1, 2]);
  expect(between("2026-06-01T03:59:00Z", "2026-06-01T04:01:00Z")).toEqual([1, 2]);
  expect(between("2026-06-02T11:59:00Z", "2026-06-02T12:01:00Z")).toEqual([1, 3]);
});
