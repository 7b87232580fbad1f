import { describe, expect, test } from "bun:test";
import { calcPrice } from "@pydantic/genai-prices";
import type { ConditionalPrice, ModelPrice, Provider } from "@pydantic/genai-prices";
import fc from "fast-check";
import { costOf } from "../../src/pricing/cost.ts";
import { EMBEDDED } from "../../src/pricing/embedded.ts";
import { priceAt } from "../../src/pricing/price-at.ts";
import type { PricePeriod, Rates } from "../../src/pricing/price-file.ts";
import { layerOf, priceTable } from "../../src/pricing/price-table.ts";
import { relative } from "./close.ts";

const USAGES = 500;
const LIVE_AT = Date.parse("2026-11-24T00:00:00Z");

const live = priceTable([layerOf("embedded", EMBEDDED)]).rows.filter(
  ({ status, prices }) =>
    status !== "retired" && priceAt(prices, { atMs: LIVE_AT, inputTokens: 1 }) !== undefined,
);

/** Prices in the words of the other engine. What it has no word for (a share for cached tokens) is worked out here. */
function theirRates(steps: readonly PricePeriod[], factor: number): ModelPrice {
  const [base, ...larger] = steps;
  if (base === undefined) throw new Error("no price");
  const read = (rate: (rates: Rates) => number) =>
    larger.length === 0
      ? rate(base)
      : {
          base: rate(base),
          tiers: larger.map((step) => ({ start: step.inputAbove ?? 0, price: rate(step) })),
        };
  return {
    input_mtok: read(({ input }) => input),
    output_mtok: read(({ output }) => output),
    cache_read_mtok: read(({ input, cacheRead }) => cacheRead ?? input * factor),
    cache_write_mtok: read(({ input, cacheWrite }) => cacheWrite ?? input),
    requests_kcount: (base.perRequest ?? 0) * 1000,
  };
}

const isStandard = ({ tier }: PricePeriod): boolean => tier === undefined;

/** A provider of the other engine with one model. Daily windows come after the flat price, so that they win within their hours. */
function theirProvider(periods: readonly PricePeriod[], factor: number): Provider {
  const own = periods.filter(isStandard).filter(({ to }) => to === undefined);
  const flat = own.filter(({ when }) => when === undefined);
  const hourly = own.flatMap((period): ConditionalPrice[] =>
    (period.when?.utc ?? []).map(([from, to]) => ({
      constraint: { type: "time_of_date", start_time: `${from}:00Z`, end_time: `${to}:00Z` },
      prices: theirRates([period], factor),
    })),
  );
  return {
    id: "ours",
    name: "ours",
    api_pattern: "https://ours\\.test",
    models: [
      {
        id: "m",
        match: { equals: "m" },
        prices: [{ prices: theirRates(flat, factor) }, ...hourly],
      },
    ],
  };
}

const usages = fc
  .record({
    input: fc.integer({ min: 0, max: 1_000_000 }),
    cachedShare: fc.double({ min: 0, max: 1, noNaN: true }),
    writeShare: fc.double({ min: 0, max: 1, noNaN: true }),
    output: fc.integer({ min: 0, max: 400_000 }),
    // A week from a Monday, so that hours and weekdays all come up.
    minute: fc.integer({ min: 0, max: 7 * 24 * 60 - 1 }),
  })
  .map(({ input, cachedShare, writeShare, output, minute }) => {
    const cached = Math.floor(input * cachedShare);
    return {
      input,
      cached,
      cacheWrite: Math.floor((input - cached) * writeShare),
      output,
      at: new Date(Date.parse("2026-11-16T00:00:00Z") + minute * 60_000),
    };
  });

/** The other engine knows no weekdays: on a weekend it is given the off-peak hour that follows. */
function timeForThem(periods: readonly PricePeriod[], at: Date): Date {
  const knowsDays = periods.some(({ when, to }) => when?.days !== undefined && to === undefined);
  const isWeekend = at.getUTCDay() === 0 || at.getUTCDay() === 6;
  return knowsDays && isWeekend ? new Date(`${at.toISOString().slice(0, 10)}T12:00:00Z`) : at;
}

const sampled = fc.sample(usages, { numRuns: USAGES, seed: 20261124 });
let compared = 0;

describe("the cost of a request is what an independent engine makes of the same prices", () => {
  test("there are as many rows as were researched, at least", () => {
    expect(live.length).toBeGreaterThanOrEqual(44);
  });

  test.each([...new Set(live.map(({ provider }) => provider))])("%s", (name) => {
    for (const row of live.filter(({ provider }) => provider === name)) {
      const provider = theirProvider(row.prices, row.cacheReadFactor);
      for (const { input, cached, cacheWrite, output, at } of sampled) {
        const period = priceAt(row.prices, { atMs: at.getTime(), inputTokens: input });
        if (period === undefined) throw new Error(`${row.id} has no price`);
        const ours = costOf({ input, output, cached, cacheWrite }, period, row.cacheReadFactor);
        const theirs = calcPrice(
          {
            input_tokens: input,
            cache_read_tokens: cached,
            cache_write_tokens: cacheWrite,
            output_tokens: output,
          },
          "m",
          { provider, timestamp: timeForThem(row.prices, at) },
        );
        const difference = theirs === null ? 1 : relative(ours.usd, theirs.total_price);
        // Far fewer calls of expect, which is what such a loop spends its time on.
        if (difference > 1e-9) {
          expect({ id: row.id, input, cached, output, usd: ours.usd }).toEqual({
            id: row.id,
            input,
            cached,
            output,
            usd: theirs?.total_price ?? Number.NaN,
          });
        }
        compared++;
      }
    }
    expect(compared).toBeGreaterThanOrEqual(USAGES);
  });
});
