import { describe, expect, test } from "bun:test";
import { compareRuns } from "../../src/compare/compare-runs.ts";
import type { GateResult } from "../../src/core/gate-result.ts";
import type { Report } from "../../src/core/report.ts";
import { formatComparisonJson } from "../../src/output/comparison-json.ts";
import { formatComparisonMarkdown } from "../../src/output/comparison-markdown.ts";
import { formatComparisonTable } from "../../src/output/comparison-table.ts";
import { annotateComparison, annotateGates } from "../../src/output/github-annotations.ts";
import { gatesMarkdown } from "../../src/output/gates-markdown.ts";
import { formatJunit, formatRunsJunit } from "../../src/output/junit.ts";
import { compared, paced, reportOf } from "../compare/two-runs.ts";
import { aReport, aTargetReport } from "../support/builders.ts";
import { HOSTILE, hostileReport } from "../support/hostile.ts";
import { askPython, hasPython } from "../support/python.ts";

const PAGE = { columns: 120, color: false, unicode: true, verbose: false, details: false };

const base = reportOf({ groq: paced("g"), cerebras: paced("c") });
const next = reportOf({ groq: paced("g2", { ttftMs: 260 }), cerebras: paced("c") });
const comparison = compared(base, next);
const GATES: readonly GateResult[] = [
  { gate: "compare.ttft > +5%", target: "groq", size: "short", outcome: "missed", reason: "+30 %" },
  { gate: "cost > $1", outcome: "passed", reason: "$0.10" },
  { gate: "e2e > 1s", target: "a|b", size: "file", outcome: "inconclusive", reason: "unknown" },
];

/** A comparison in which everything that comes from outside says `text`. */
const hostile = (text: string) =>
  compareRuns(
    { name: text, report: hostileReport(text) },
    { name: `${text}.json`, report: hostileReport(text) },
  );

const hostileGates = (text: string): GateResult[] =>
  (["missed", "inconclusive"] as const).map((outcome) => ({
    gate: `${text} > 1`,
    target: text,
    size: "short",
    outcome,
    reason: text,
  }));

describe("the table", () => {
  const table = formatComparisonTable(comparison, PAGE);

  test("says in words what changed, first", () => {
    expect(table).toContain("groq TTFT slower by 29 %: 203 ms → 262 ms (95 % +26 to +32 %).");
    expect(table).toMatch(/Else \d ties\./);
  });

  test("has a row for each target and metric that can be read without the others", () => {
    const rows = table.split("\n").filter((line) => /^(groq|cerebras) {2,}/.test(line));
    expect(rows.map((row) => row.split(/ {2,}/).slice(0, 2).join(" "))).toEqual([
      "groq TTFT",
      "groq speed",
      "groq E2E",
      "groq success",
      "cerebras TTFT",
      "cerebras speed",
      "cerebras E2E",
      "cerebras success",
    ]);
  });

  test("names the runs by file and time, without the folder they are in", () => {
    const named = compareRuns(
      { name: "/home/me/secret/a.json", report: base },
      { name: "b.json", report: next },
    );
    const text = formatComparisonTable(named, PAGE);
    expect(text).toStartWith("base: a.json (2026-11-24 05:31 UTC, 0.1.0)\nnew: b.json");
    expect(text).not.toContain("secret");
  });

  test.each([40, 60, 80, 100, 200])("fits %d columns", (columns) => {
    const text = formatComparisonTable(comparison, { ...PAGE, columns });
    const widths = text.split("\n").map((line) => Bun.stringWidth(line));
    expect(Math.max(...widths)).toBeLessThanOrEqual(columns);
    expect(text).toContain("slower");
  });

  test("without Unicode is plain ASCII", () => {
    expect(formatComparisonTable(comparison, { ...PAGE, unicode: false })).toMatch(/^[\n -~]*$/);
  });

  test("with colour says the same", () => {
    expect(Bun.stripANSI(formatComparisonTable(comparison, { ...PAGE, color: true }))).toBe(table);
  });

  test("of runs with nothing in common says so", () => {
    const text = formatComparisonTable(compared(base, reportOf({ other: paced("o") })), PAGE);
    expect(text).toContain("no target in common");
    expect(text).toContain("only in the base run: groq (short), cerebras (short)");
    expect(text).toContain("only in the new run: other (short)");
  });

  test("says what speaks against comparing", () => {
    const text = formatComparisonTable(compared(base, { ...next, simulated: true }), PAGE);
    expect(text).toContain("not comparable: the new run raced simulated providers");
    expect(text).toContain("No change was shown: 0 ties, 8 inconclusive.");
  });
});

describe("Markdown", () => {
  test("has the verdict, the gates and a table of equal rows", () => {
    const text = formatComparisonMarkdown(comparison, GATES);
    const rows = text.split("\n").filter((line) => line.startsWith("|"));
    expect(rows).toHaveLength(10);
    expect(new Set(rows.map((row) => row.replaceAll("\\|", "").split("|").length)).size).toBe(1);
    expect(text).toContain("**slower**");
    expect(text).toContain(String.raw`a\|b (own prompts)`);
  });
});

test("JSON is the comparison with what came of the gates", () => {
  const parsed = JSON.parse(formatComparisonJson(comparison, GATES));
  expect(parsed).toEqual(JSON.parse(JSON.stringify({ ...comparison, gates: GATES })));
});

// What a terminal or an editor obeys instead of showing it.
const OBEYED = /(?![\n\r])\p{Cc}|[\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]/u;

describe("JUnit", () => {
  const READ = `
import json, sys, xml.etree.ElementTree as tree
root = tree.fromstring(sys.stdin.buffer.read())
print(json.dumps([[s.get("name"), int(s.get("tests")), int(s.get("failures")), int(s.get("skipped")),
  [[c.get("name"), [e.tag for e in c]] for c in s]] for s in root]))
`;
  type Suites = [string, number, number, number, [string, string[]][]][];
  const suitesOf = async (gates: readonly GateResult[], of = comparison): Promise<Suites> =>
    (await askPython(READ, formatJunit(of, gates))) as Suites;

  test.skipIf(!hasPython)("a metric that got worse fails, where there is no gate", async () => {
    const suites = await suitesOf([]);
    expect(suites.map(([name, tests, failures]) => [name, tests, failures])).toEqual([
      ["groq (short)", 4, 2],
      ["cerebras (short)", 4, 0],
    ]);
    expect(suites[0]?.[4][0]).toEqual(["TTFT", ["failure", "system-out"]]);
  });

  test.skipIf(!hasPython)("gates alone fail, where there are some", async () => {
    const suites = await suitesOf(GATES);
    expect(suites.map(([name, , failures, skipped]) => [name, failures, skipped])).toEqual([
      ["gates", 1, 1],
      ["groq (short)", 0, 0],
      ["cerebras (short)", 0, 0],
    ]);
  });

  test.skipIf(!hasPython).each(Object.entries(HOSTILE))("stays XML for %s", async (_, text) => {
    const suites = await suitesOf(hostileGates(text), hostile(text));
    expect(suites[0]?.[0]).toBe("gates");
  });
});

describe("JUnit of runs", () => {
  const READ = `
import json, sys, xml.etree.ElementTree as tree
root = tree.fromstring(sys.stdin.buffer.read())
print(json.dumps([[c.get("classname"), c.get("name"), [e.tag for e in c]] for s in root for c in s]))
`;
  const casesOf = (runs: readonly Report[], gates: readonly GateResult[]): Promise<unknown> =>
    askPython(READ, formatRunsJunit(runs, gates));
  const dead = {
    total: 3,
    ok: 0,
    failed: 3,
    byKind: { http: 3 },
    excluded: {},
    retries: 0,
  } as const;
  const run = aReport({ targets: [aTargetReport("a"), aTargetReport("b", { attempts: dead })] });

  test.skipIf(!hasPython)("has the gates, which alone can fail where there are some", async () => {
    expect(await casesOf([run], GATES)).toEqual([
      ...GATES.map(({ outcome }) => [
        "gates",
        expect.any(String),
        [
          ...(outcome === "missed" ? ["failure"] : outcome === "inconclusive" ? ["skipped"] : []),
          "system-out",
        ],
      ]),
      ["a (medium)", "measured", ["system-out"]],
      ["b (medium)", "measured", ["system-out"]],
    ]);
  });

  test.skipIf(!hasPython)("else a target fails of which nothing came", async () => {
    expect(await casesOf([run], [])).toEqual([
      ["a (medium)", "measured", ["system-out"]],
      ["b (medium)", "measured", ["failure", "system-out"]],
    ]);
    expect(await casesOf([], [])).toEqual([]);
  });

  test.skipIf(!hasPython).each(Object.entries(HOSTILE))("stays XML for %s", async (_, text) => {
    await casesOf([hostileReport(text)], hostileGates(text));
    expect(OBEYED.exec(formatRunsJunit([hostileReport(text)], hostileGates(text)))).toBeNull();
    const [markdown = ""] = gatesMarkdown(hostileGates(text));
    expect(OBEYED.exec(markdown)).toBeNull();
    expect(markdown).not.toMatch(/<(script|img)/);
    expect(markdown.trim().split("\n")).toHaveLength(2 + hostileGates(text).length);
  });
});

describe("GitHub annotations", () => {
  test("are an error for a missed gate and a warning for what nothing could decide", () => {
    expect(annotateGates(GATES)).toEqual([
      "::error title=speed-kings gate::gate missed: compare.ttft > +5%25: groq (short): +30 %25",
      "::warning title=speed-kings gate::gate inconclusive: e2e > 1s: a|b (own prompts): unknown",
    ]);
  });

  test("are a warning for each metric that got worse", () => {
    const lines = annotateComparison(comparison);
    expect(lines[0]).toBe(
      "::warning title=groq TTFT slower::203 ms → 262 ms: +29 %25 (95 %25 +26 to +32 %25)",
    );
    expect(lines).toHaveLength(2);
  });

  test.each(Object.entries(HOSTILE))("are one command a line for %s", (_, text) => {
    for (const line of [
      ...annotateGates(hostileGates(text)),
      ...annotateComparison(hostile(text)),
    ]) {
      expect(line).toMatch(/^::(error|warning) title=[^:,\n\r]*::[^\n\r]*$/);
    }
  });
});

describe.each(Object.entries(HOSTILE))("%s", (_, text) => {
  test("harms no page of a comparison", () => {
    const found = hostile(text);
    const gates = hostileGates(text);
    for (const page of [
      formatComparisonTable(found, PAGE),
      formatComparisonMarkdown(found, gates),
      formatComparisonJson(found, gates),
      formatJunit(found, gates),
    ]) {
      expect(OBEYED.exec(page)).toBeNull();
      expect(page.isWellFormed()).toBe(true);
      expect(page).toEndWith("\n");
    }
    const widths = formatComparisonTable(found, PAGE)
      .split("\n")
      .map((line) => Bun.stringWidth(line));
    expect(Math.max(...widths)).toBeLessThanOrEqual(PAGE.columns);
    expect(formatComparisonMarkdown(found, gates)).not.toMatch(/<(script|img)/);
  });
});
