import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { UsageError } from "../../src/core/errors.ts";
import { checkGates } from "../../src/gates/check-gates.ts";
import type { Gate } from "../../src/gates/gate.ts";
import { parseGate, parseGates } from "../../src/gates/parse-gate.ts";
import { HOSTILE } from "../support/hostile.ts";

// What a terminal obeys instead of showing it.
const OBEYED = /\p{Cc}|[\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]/u;

/** The error with which a gate is refused. */
function refusal(work: () => unknown): UsageError {
  try {
    work();
  } catch (error) {
    if (error instanceof UsageError) return error;
    throw error;
  }
  throw new Error("it was understood");
}

const ttft = (share: number) => ({ kind: "quantile", metric: "ttftMs", share });

const UNDERSTOOD: readonly (readonly [string, Partial<Gate>])[] = [
  ["ttft.p95 > 400ms", { quantity: ttft(0.95) as never, comparator: ">", threshold: 400 }],
  ["ttft > 400ms", { quantity: ttft(0.5) as never }],
  ["ttft.median>0.4s", { quantity: ttft(0.5) as never, threshold: 400 }],
  ["TTFT.P99.9 >= 1.5 s", { quantity: ttft(0.999) as never, comparator: ">=", threshold: 1500 }],
  ["ttftMs.p50 > 1m", { threshold: 60_000 }],
  ["tpot > 250us", { threshold: 0.25 }],
  ["groq.outputSpeed.p50 < 300", { target: "groq", comparator: "<", threshold: 300 }],
  ["groq.speed.p50 < 300 tok/s", { target: "groq", threshold: 300 }],
  ["groq.long.e2e <= 2s", { target: "groq", size: "long", comparator: "<=" }],
  ["short.e2e > 2s", { size: "short" }],
  ["groq/llama-3.1-8b.ttft.p95 > 1s", { target: "groq/llama-3.1-8b" }],
  ['"my box".ttft > 1s', { target: "my box" }],
  ['"short".ttft > 1s', { target: "short" }],
  ['"a.b > c".ttft > 1s', { target: "a.b > c", threshold: 1000 }],
  ["success < 99%", { quantity: { kind: "success" }, threshold: 0.99 }],
  ["success < 99.5 %", { threshold: 0.995 }],
  ["cost > $0.10", { quantity: { kind: "cost" }, threshold: 0.1 }],
  ["cost > 0.1", { threshold: 0.1 }],
  ["cost > 0.1 USD", { threshold: 0.1 }],
  ["value < 2M", { quantity: { kind: "value" }, threshold: 2e6 }],
  ["compare.e2e > +5%", { quantity: { kind: "change", metric: "e2e" }, threshold: 0.05 }],
  [
    "compare.outputSpeed < -5%",
    { quantity: { kind: "change", metric: "speed" }, threshold: -0.05 },
  ],
  ["groq.short.compare.ttft > 5%", { target: "groq", size: "short", threshold: 0.05 }],
  ["compare.success < -1%", { quantity: { kind: "change", metric: "success" }, threshold: -0.01 }],
];

describe("a gate", () => {
  test.each(UNDERSTOOD)("%s", (text, expected) => {
    const gate = parseGate(text);
    expect(gate).toMatchObject({ text, ...expected });
    expect("target" in gate).toBe("target" in expected);
    expect("size" in gate).toBe("size" in expected);
  });

  test("and several of them", () => {
    expect(parseGates(["ttft > 1s", "e2e > 2s"]).map(({ threshold }) => threshold)).toEqual([
      1000, 2000,
    ]);
    expect(parseGates([])).toEqual([]);
  });
});

/** The text, the column that is pointed at, and words of the message or the advice. */
const REFUSED: readonly (readonly [string, number, string])[] = [
  ["tttf.p95 > 4ms", 1, "did you mean ttft?"],
  ["groq.tttf > 4ms", 6, "did you mean ttft?"],
  ["compare.spede > 4%", 9, "did you mean speed?"],
  ["ttft.p9x > 1ms", 6, "no percentile"],
  ["ttft.mean > 1ms", 6, "no percentile"],
  ["ttft.p0 > 1ms", 6, "no percentile"],
  ["ttft.p100 > 1ms", 6, "no percentile"],
  ["success.p50 < 1%", 9, "has no percentiles"],
  ["compare.e2e.p95 > 5%", 13, "has no percentiles"],
  ["ttft.p95 = 3ms", 10, "no comparison"],
  ["ttft.p95 == 3ms", 10, "no comparison"],
  ["ttft.p95 != 3ms", 10, "no comparison"],
  ["ttft.p95 ≥ 3ms", 10, "no comparison"],
  ["ttft 400ms", 11, "no comparison"],
  ["", 1, "no comparison"],
  ["ttft >", 7, "no value"],
  ["> 400ms", 1, "no name"],
  [".ttft > 4ms", 1, "no name before the dot"],
  ["groq..ttft > 4ms", 6, "no name before the dot"],
  ["ttft. > 4ms", 6, "no name"],
  ['"groq.ttft > 4ms', 1, "no second"],
  ["ttft > 400", 8, "no unit"],
  ["ttft > 400 parsecs", 8, '"parsecs" is no unit'],
  ["ttft > fast", 8, "no value"],
  ["ttft > 1 s s", 8, "no value"],
  ["ttft > -1s", 8, "below zero"],
  ["ttft > $1", 8, "money"],
  ["success < 99", 11, "no unit"],
  ["success < 101%", 11, "more than all"],
  ["compare.e2e > 1.05", 15, "no unit"],
  ["cost > €1", 8, "no value"],
];

describe("what is no gate is pointed at", () => {
  test.each(REFUSED)("%s", (text, column, words) => {
    const { message, advice, excerpt } = refusal(() => parseGate(text));
    expect(message).toStartWith(`--fail-if, column ${column}: `);
    expect(`${message} ${advice}`).toContain(words);
    const [shown, carets] = excerpt?.split("\n") ?? [];
    expect(shown).toBe(`  ${text}`);
    expect(carets?.indexOf("^")).toBe(column + 1);
  });

  test.each(Object.entries(HOSTILE))("%s does no harm to the terminal", (_, text) => {
    const { message, excerpt } = refusal(() => parseGate(`${text}.ttft.p95 ~ 4ms`));
    expect(OBEYED.exec(`${message}${excerpt?.replace("\n", "")}`)).toBeNull();
  });

  test("whatever is typed is understood or refused, and nothing else", () => {
    const part = fc.constantFrom(
      "ttft",
      "p95",
      ".",
      ">",
      "<=",
      "400ms",
      '"',
      " ",
      "compare",
      "%",
      "-",
      "€",
      "5",
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(part).map((parts) => parts.join("")),
        ),
        (text) => {
          try {
            expect(Number.isFinite(parseGate(text).threshold)).toBe(true);
          } catch (error) {
            expect(error).toBeInstanceOf(UsageError);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe("a gate for something that is not there would pass for ever, so it is refused", () => {
  const known = { targets: ["groq", "cerebras"], sizes: ["short" as const] };

  test.each([
    ["grok.ttft > 1s", 1, "did you mean groq?"],
    ["nobody.ttft > 1s", 1, "targets are groq, cerebras"],
    ["groq.long.ttft > 1s", 6, "it has short"],
    ["compare.e2e > 5%", 1, "speed-kings compare"],
  ])("%s", (text, column, words) => {
    const { message, advice } = refusal(() => checkGates([parseGate(text)], known));
    expect(message).toContain(`column ${column}:`);
    expect(advice).toContain(words);
  });

  test("what is there passes", () => {
    const gates = parseGates(["groq.ttft > 1s", "short.e2e > 1s", "cerebras.short.success < 9%"]);
    expect(() => checkGates(gates, known)).not.toThrow();
    const comparing = parseGates(["compare.e2e > 5%"]);
    expect(() =>
      checkGates(comparing, { ...known, compared: [{ id: "groq", size: "short" }] }),
    ).not.toThrow();
  });

  test.each([
    ["compare.e2e > 5%", [], 1, "the same targets and sizes"],
    [
      "cerebras.compare.e2e > 5%",
      [{ id: "groq", size: "short" }],
      10,
      "both runs have groq (short)",
    ],
    ["short.compare.e2e > 5%", [{ id: "groq", size: "long" }], 7, "both runs have groq (long)"],
  ] as const)("%s where the other run lacks it", (text, compared, column, words) => {
    const { message, advice } = refusal(() =>
      checkGates([parseGate(text)], { ...known, compared }),
    );
    expect(message).toContain(`column ${column}:`);
    expect(message).toContain("is in both runs");
    expect(advice).toContain(words);
  });
});
