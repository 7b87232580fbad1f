import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { inconsistencies } from "../../../src/pricing/inconsistencies.ts";
import { priceAt } from "../../../src/pricing/price-at.ts";
import type { PriceFile, PricePeriod, PricedModel } from "../../../src/pricing/price-file.ts";
import { readPriceFile } from "../../../src/pricing/read-price-file.ts";
import { merge } from "../../../src/pricing/refresh/merge.ts";
import type { Observation, Reading } from "../../../src/pricing/refresh/observation.ts";

const NOW = Date.parse("2026-11-24T00:00:00Z");

const known = (more: Partial<PricedModel> = {}): PricedModel => ({
  status: "production",
  prices: [{ input: 1, output: 4, cacheRead: 0.5 }],
  verifiedAt: "2026-09-01",
  confidence: "medium",
  sources: [{ id: "genai-prices@1", asOf: "2026-09-01" }],
  ...more,
});

const fileWith = (model: PricedModel | undefined): PriceFile => ({
  schemaVersion: 1,
  updatedAt: "2026-09-01",
  currency: "USD",
  unit: "per-1M-tokens",
  sources: { "genai-prices@1": { lineage: "genai-prices" } },
  providers: { groq: { hosts: [], models: model === undefined ? {} : { m: model } } },
});

/** What one source says about groq/m. */
function says(
  lineage: string,
  asOf: string,
  price: PricePeriod,
  more: {
    readonly steps?: readonly PricePeriod[];
    readonly model?: string;
    readonly source?: string;
  } = {},
): Reading {
  const source = more.source ?? `${lineage}@${asOf}`;
  const observation: Observation = {
    source,
    lineage,
    asOf,
    provider: "groq",
    model: more.model ?? "m",
    prices: [price, ...(more.steps ?? [])],
  };
  return { source, origin: { lineage, asOf }, observations: [observation] };
}

const NEW = { input: 1.5, output: 6, cacheRead: 0.75 };
const OLD = { input: 1, output: 4, cacheRead: 0.5 };

function mergeInto(model: PricedModel | undefined, ...readings: readonly Reading[]) {
  const { file, changes } = merge(fileWith(model), readings, NOW);
  return {
    model: file.providers["groq"]?.models["m"],
    kinds: changes.map(({ kind }) => kind),
    changes,
    file,
  };
}

describe("a price that sources agree on", () => {
  test("replaces the old one from its day on, and the old one stays for old requests", () => {
    const { model, kinds } = mergeInto(
      known(),
      says("models.dev", "2026-11-10", NEW),
      says("litellm", "2026-11-01", NEW),
    );
    expect(kinds).toEqual(["price"]);
    expect(model?.prices).toEqual([
      { ...OLD, to: "2026-11-10" },
      { from: "2026-11-10", ...NEW },
    ]);
    expect(model).toMatchObject({ verifiedAt: "2026-11-10", confidence: "high" });
    const at = (iso: string) =>
      priceAt(model?.prices ?? [], { atMs: Date.parse(iso), inputTokens: 1 })?.input;
    expect([at("2026-11-09T23:59:59Z"), at("2026-11-10T00:00:00Z")]).toEqual([1, 1.5]);
  });

  test("confirms the known one when it is the same within 2 %, and changes no digit of it", () => {
    const near = { input: 1.01, output: 4.05, cacheRead: 0.495 };
    const { model, kinds } = mergeInto(
      known(),
      says("models.dev", "2026-11-10", near),
      says("litellm", "2026-10-01", OLD),
    );
    expect(kinds).toEqual(["confirmed"]);
    expect(model).toMatchObject({ prices: [OLD], verifiedAt: "2026-11-10", confidence: "high" });
  });

  test("is not proven by two sources that copy from each other", () => {
    const { model } = mergeInto(
      known(),
      says("models.dev", "2026-11-10", OLD, { source: "pi-ai@2" }),
      says("models.dev", "2026-11-09", OLD),
    );
    expect(model?.confidence).toBe("medium");
  });

  test("keeps the newer evidence of a source when an older version of it says the same", () => {
    const newer = [{ id: "genai-prices@2", asOf: "2026-11-04" }];
    const { model } = mergeInto(
      known({ sources: newer, verifiedAt: "2026-11-10" }),
      says("models.dev", "2026-11-10", OLD),
      says("genai-prices", "2026-09-23", OLD, { source: "genai-prices@1" }),
    );
    expect(model?.sources).toEqual([{ id: "models.dev@2026-11-10", asOf: "2026-11-10" }, ...newer]);
  });

  test("fills in a cached price and steps that were not known", () => {
    const steps = [{ inputAbove: 200_000, input: 2, output: 8 }];
    const bare = known({ prices: [{ input: 1, output: 4 }] });
    const { model } = mergeInto(
      bare,
      says("models.dev", "2026-11-10", OLD, { steps }),
      says("litellm", "2026-11-01", OLD),
    );
    expect(model?.prices).toEqual([OLD, ...steps]);
  });
});

describe("whom to believe", () => {
  test("the provider above everybody", () => {
    const { model } = mergeInto(
      known(),
      says("provider", "2026-11-20", NEW),
      says("models.dev", "2026-11-21", OLD),
      says("litellm", "2026-11-21", OLD),
    );
    expect(model).toMatchObject({ confidence: "high", verifiedAt: "2026-11-20" });
    expect(model?.prices.at(-1)).toMatchObject(NEW);
  });

  test("two against one, and the row says that it is contested", () => {
    const { kinds, changes } = mergeInto(
      undefined,
      says("models.dev", "2026-11-20", NEW),
      says("genai-prices", "2026-11-10", OLD),
      says("litellm", "2026-11-09", OLD),
    );
    expect(kinds).toEqual(["new"]);
    expect(changes[0]).toMatchObject({
      after: OLD,
      confidence: "low",
      reason: "models.dev@2026-11-20 says 1.5/6",
    });
  });

  test("nobody who is older than our own check", () => {
    const { model, kinds } = mergeInto(
      known({ verifiedAt: "2026-11-15" }),
      says("models.dev", "2026-11-10", NEW),
      says("litellm", "2026-11-01", NEW),
    );
    expect(kinds).toEqual(["differs"]);
    expect(model?.prices).toEqual([OLD]);
  });

  test("a single catalog only when it is the one that was right most often", () => {
    expect(mergeInto(known(), says("models.dev", "2026-11-10", NEW)).kinds).toEqual(["price"]);
    expect(mergeInto(known(), says("litellm", "2026-11-10", NEW)).kinds).toEqual(["held"]);
  });

  test("a single catalog not against two others of the same weeks", () => {
    const agreed = known({
      sources: [
        { id: "genai-prices@1", asOf: "2026-11-04" },
        { id: "litellm@1", asOf: "2026-10-25" },
      ],
      verifiedAt: "2026-11-04",
    });
    const file = {
      ...fileWith(agreed),
      sources: {
        "genai-prices@1": { lineage: "genai-prices" },
        "litellm@1": { lineage: "litellm" },
      },
    };
    const { changes } = merge(file, [says("models.dev", "2026-11-10", NEW)], NOW);
    expect(changes).toMatchObject([
      { kind: "held", reason: "two other sources of those days say otherwise" },
    ]);
  });
});

describe("what is never believed without a person", () => {
  test.each([
    [
      "more than twice the price",
      { input: 2.1, output: 8.4, cacheRead: 0.5 },
      "2.1 times the known price",
    ],
    [
      "less than half of it",
      { input: 0.4, output: 1.6, cacheRead: 0.2 },
      "0.4 times the known price",
    ],
    [
      "ten times the price, a unit mistaken",
      { input: 10, output: 40, cacheRead: 5 },
      "10 times the known price",
    ],
    [
      "nothing for a model that is not free",
      { input: 0, output: 0 },
      "0 for a model that is not free",
    ],
    ["an input for nothing", { input: 0, output: 4 }, "no price for input"],
    [
      "an output below half of the input",
      { input: 1.5, output: 0.7 },
      "output costs less than half of input",
    ],
    [
      "a cached token above a fresh one",
      { input: 1.5, output: 6, cacheRead: 2 },
      "a cached token costs more than one that is not",
    ],
    [
      "a cached price that got lost",
      { input: 1.5, output: 6 },
      "the cached price that was known is gone",
    ],
  ] as const)("%s", (_, price, reason) => {
    const before = known();
    const { model, changes } = mergeInto(
      before,
      says("models.dev", "2026-11-10", price),
      says("litellm", "2026-11-09", price),
    );
    expect(changes).toMatchObject([{ kind: "held", reason }]);
    expect(model).toEqual(before);
  });

  test("anything against a row that was pinned, or that has prices by the hour", () => {
    expect(mergeInto(known({ pinned: true }), says("provider", "2026-11-10", NEW)).kinds).toEqual([
      "differs",
    ]);
    const hourly = known({ prices: [OLD, { ...NEW, when: { utc: [["01:00", "04:00"]] } }] });
    expect(
      mergeInto(hourly, says("provider", "2026-11-10", { input: 9, output: 9 })).kinds,
    ).toEqual(["differs"]);
    expect(mergeInto(hourly, says("provider", "2026-11-10", NEW)).kinds).toEqual(["confirmed"]);
  });
});

describe("models", () => {
  test("that are new come in with price and evidence, when a source with the API's own ids lists them", () => {
    const { model, kinds } = mergeInto(
      undefined,
      says("models.dev", "2026-11-10", NEW),
      says("litellm", "2026-10-01", NEW),
    );
    expect(kinds).toEqual(["new"]);
    expect(model).toMatchObject({
      prices: [NEW],
      confidence: "high",
      verifiedAt: "2026-11-10",
      status: "production",
    });
    expect(
      mergeInto(
        undefined,
        says("litellm", "2026-11-10", NEW),
        says("genai-prices", "2026-11-10", NEW),
      ).kinds,
    ).toEqual([]);
  });

  test("that are only in an old catalog, free, or no text models do not", () => {
    expect(mergeInto(undefined, says("models.dev", "2026-05-01", NEW)).kinds).toEqual([]);
    expect(
      mergeInto(undefined, says("models.dev", "2026-11-10", { input: 0, output: 0 })).kinds,
    ).toEqual([]);
    expect(
      mergeInto(undefined, says("models.dev", "2026-11-10", { input: 0.1, output: 0 })).kinds,
    ).toEqual([]);
  });

  test("are found by their aliases", () => {
    const { model } = mergeInto(
      known({ aliases: ["n"] }),
      says("models.dev", "2026-11-10", OLD, { model: "n" }),
      says("litellm", "2026-11-01", OLD, { model: "n" }),
    );
    expect(model?.verifiedAt).toBe("2026-11-10");
  });

  test("that are retired stay as they are", () => {
    const retired = known({ status: "retired" });
    expect(mergeInto(retired, says("models.dev", "2026-11-10", OLD)).model).toEqual(retired);
    expect(mergeInto(retired, says("models.dev", "2026-11-10", NEW)).kinds).toEqual(["differs"]);
  });
});

const rates = fc.record({
  input: fc.double({ min: 0, max: 20, noNaN: true }),
  output: fc.double({ min: 0, max: 80, noNaN: true }),
});
const readings = fc.array(
  fc.tuple(
    fc.constantFrom("provider", "models.dev", "litellm", "genai-prices"),
    fc.constantFrom("2026-05-01", "2026-09-15", "2026-10-20", "2026-11-20"),
    fc.oneof(rates, fc.constantFrom(OLD, NEW)),
    fc.constantFrom("m", "n"),
  ),
  { maxLength: 8 },
);

test("whatever sources say: no model, no price is ever lost, and the file stays one that can be read", () => {
  fc.assert(
    fc.property(readings, (all) => {
      const before = fileWith(known());
      const { file } = merge(
        before,
        all.map(([lineage, asOf, price, model]) => says(lineage, asOf, price, { model })),
        NOW,
      );
      const after = file.providers["groq"]?.models["m"];
      for (const { input, output } of before.providers["groq"]?.models["m"]?.prices ?? []) {
        expect(after?.prices).toContainEqual(expect.objectContaining({ input, output }));
      }
      // What a request of the past cost does not change by what is said today.
      const then = priceAt(after?.prices ?? [], { atMs: Date.parse("2026-05-01"), inputTokens: 1 });
      expect(then).toMatchObject({ input: OLD.input, output: OLD.output });
      expect(inconsistencies(file)).toEqual([]);
      expect(readPriceFile(JSON.stringify(file), "merged").providers).toEqual(file.providers);
      // And once merged, the same sources change no price any more.
      const again = merge(
        file,
        all.map(([lineage, asOf, price, model]) => says(lineage, asOf, price, { model })),
        NOW,
      );
      expect(again.changes.filter(({ kind }) => kind === "price" || kind === "new")).toEqual([]);
    }),
    { numRuns: 300, seed: 5 },
  );
});
