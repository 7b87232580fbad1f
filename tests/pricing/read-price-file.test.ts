import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { UsageError } from "../../src/core/errors.ts";
import { EMBEDDED } from "../../src/pricing/embedded.ts";
import { readOwnPriceFile, readPriceFile } from "../../src/pricing/read-price-file.ts";

/** A file of somebody's own with one model. */
const own = (model: string): string => `{
  "providers": {
    "mine": {
      "models": {
        "m": ${model}
      }
    }
  }
}`;

function refusal(
  text: string,
  read: (text: string, where: string) => unknown = readOwnPriceFile,
): string {
  try {
    read(text, "prices.json");
  } catch (error) {
    if (error instanceof UsageError) return `${error.message}: ${error.advice ?? ""}`;
    throw error;
  }
  return "accepted";
}

describe("a price file of one's own", () => {
  test("needs no more than a model and its price", () => {
    const file = readOwnPriceFile(
      own('{ "prices": [{ "input": 1, "output": 2 }] }'),
      "prices.json",
    );
    expect(file.providers["mine"]?.models?.["m"]?.prices).toEqual([{ input: 1, output: 2 }]);
  });

  test("may have comments, trailing commas and a byte order mark, as editors write them", () => {
    const text = `\uFEFF// mine\n${own('{ "prices": [{ "input": 1, "output": 2, }], }')}`;
    expect(refusal(text)).toBe("accepted");
  });

  test("may take a price away", () => {
    expect(refusal(own('{ "prices": null }'))).toBe("accepted");
  });
});

describe("a broken file is told by file, line and key", () => {
  test.each([
    [
      "a misspelt key",
      own('{ "prices": [{ "inptu": 1, "output": 2 }] }'),
      'prices.json, line 5: providers.mine.models.m.prices[0]: unknown key "inptu": did you mean "input"?',
    ],
    [
      "a key of nothing at the top",
      '{ "provider": {}, "providers": {} }',
      'prices.json, line 1: unknown key "provider": did you mean "providers"?',
    ],
    [
      "a missing price",
      own('{ "prices": [{ "input": 1 }] }'),
      "prices.json, line 5: providers.mine.models.m.prices[0].output: expected number, received undefined: the format is in docs/pricing.md",
    ],
    [
      "a price as text",
      own(
        '{\n          "prices": [\n            { "input": "0.15",\n              "output": 2 }] }',
      ),
      "prices.json, line 7: providers.mine.models.m.prices[0].input: expected number, received string",
    ],
    [
      "a negative price",
      own('{ "prices": [{ "input": -1, "output": 2 }] }'),
      "prices[0].input: must not be negative",
    ],
    [
      "a price per token times a billion",
      own('{ "prices": [{ "input": 150000, "output": 2 }] }'),
      "must be USD per million tokens, at most 10000",
    ],
    [
      "a price without end",
      own('{ "prices": [{ "input": 1e999, "output": 2 }] }'),
      "prices[0].input: expected number",
    ],
    [
      "a day that does not exist",
      own('{ "prices": [{ "from": "2026-02-30", "input": 1, "output": 2 }] }'),
      "prices[0].from: must be a day like 2026-11-24 or a moment in UTC like 2026-09-10T04:00:00Z",
    ],
    [
      "an end before the beginning",
      own('{ "prices": [{ "from": "2026-03-01", "to": "2026-02-01", "input": 1, "output": 2 }] }'),
      "prices[0].to: must be later than from",
    ],
    [
      "a window over midnight",
      own('{ "prices": [{ "when": { "utc": [["22:00", "02:00"]] }, "input": 1, "output": 2 }] }'),
      "must end later than it begins",
    ],
    [
      "two prices at once",
      own('{ "prices": [{ "input": 1, "output": 2 }, { "input": 3, "output": 4 }] }'),
      "prices[1]: holds at the same time as price 1",
    ],
    [
      "a cached price above the full one",
      own('{ "prices": [{ "input": 1, "cacheRead": 2, "output": 2 }] }'),
      "a cached token costs more than one that is not",
    ],
    [
      "a version of the future",
      '{ "schemaVersion": 2, "providers": {} }',
      "schemaVersion: must be 1",
    ],
    ["another currency", '{ "currency": "EUR", "providers": {} }', "currency: "],
    [
      "a key written twice",
      '{ "providers": {},\n "providers": {} }',
      'prices.json, line 2: "providers" is there twice',
    ],
    ["a list", "[]", "prices.json, line 1: expected object, received array"],
    ["nothing", "", "prices.json is empty"],
    ["blanks", " \n\n ", "prices.json is empty"],
    ["no JSON at all", "prices: none", "prices.json, line 1: broken JSON"],
    [
      "an alias of two models",
      '{ "providers": { "p": { "models": { "a": { "aliases": ["b"] }, "b": {} } } } }',
      'aliases[0]: "b" already stands for b',
    ],
  ] as const)("%s", (_, text, said) => {
    const told = refusal(text);
    expect(told).toContain(said);
    expect(told).not.toContain("\n");
  });

  test("wherever it was cut off while it was written", () => {
    const whole = own('{ "prices": [{ "input": 1, "output": 2 }] }');
    for (let length = 1; length < whole.length; length++) {
      const told = refusal(whole.slice(0, length));
      expect([length, told]).toEqual([
        length,
        expect.stringMatching(/^prices\.json, line \d+: (the file ends in the middle|broken JSON)/),
      ]);
    }
  });

  test("a whole file lacks nothing, which a file of one's own may", () => {
    expect(refusal('{ "providers": {} }', readPriceFile)).toContain("schemaVersion");
  });
});

describe("a hostile file", () => {
  test("cannot reach the prototype of anything", () => {
    expect(refusal('{ "providers": { "__proto__": { "models": {} } } }')).toContain(
      '"__proto__" is no name',
    );
    expect(refusal(own('{ "__proto__": { "prices": [] } }'))).toContain('"__proto__" is no name');
    expect(Object.prototype).not.toHaveProperty("models");
  });

  test("cannot crash by nesting", () => {
    expect(refusal("[".repeat(500_000))).toMatch(
      /nested too deeply|ends in the middle|broken JSON/,
    );
    expect(refusal(`{"providers":${'{"a":'.repeat(100_000)}1${"}".repeat(100_001)}`)).toMatch(
      /nested too deeply|expected/,
    );
  });

  test("of any text at all is read or refused, never a crash", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), fc.string({ unit: "binary" })), (text) => {
        expect(refusal(text)).toBeString();
      }),
    );
  });

  test("of any JSON in the place of a model is read or refused", () => {
    fc.assert(
      fc.property(fc.json(), (model) => {
        expect(refusal(own(model))).toBeString();
      }),
    );
  });
});

test("what ships is read the same by the schema", () => {
  expect(readPriceFile(JSON.stringify(EMBEDDED), "embedded")).toEqual(EMBEDDED);
});
