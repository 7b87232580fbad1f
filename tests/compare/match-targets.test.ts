import { expect, test } from "bun:test";
import { matchTargets } from "../../src/compare/match-targets.ts";
import type { TargetReport } from "../../src/core/report.ts";
import { aReport, aTargetReport } from "../support/builders.ts";

const run = (...targets: TargetReport[]) => aReport({ targets });
const target = (id: string, provider: string, model: string, fields: Partial<TargetReport> = {}) =>
  aTargetReport(id, { provider, model, ...fields });

const pairsOf = (a: ReturnType<typeof run>, b: ReturnType<typeof run>): string[] =>
  matchTargets(a, b).matches.map(({ base, next }) => `${base.id} ${next.id} ${next.size}`);

test("by id and size, whatever the order", () => {
  const base = run(target("b", "p", "m"), target("a", "p", "m2"));
  const next = run(target("a", "p", "m2"), target("b", "p", "m"));
  expect(pairsOf(base, next)).toEqual(["a a medium", "b b medium"]);
});

test("an id counts more than a model: the same name, asked for another model, is still the same target", () => {
  const base = run(target("mine", "p", "old"), target("other", "p", "new"));
  const next = run(target("mine", "p", "new"));
  expect(pairsOf(base, next)).toEqual(["mine mine medium"]);
});

test("one that is called otherwise is found by provider and model", () => {
  const base = run(target("groq", "groq", "m"));
  const next = run(target("groq/m", "groq", "m"), target("groq/n", "groq", "n"));
  expect(pairsOf(base, next)).toEqual(["groq groq/m medium"]);
});

test("sizes are never mixed, and what has no other half is named", () => {
  const base = run(target("a", "p", "m"), target("gone", "p", "x"));
  const next = run(target("a", "p", "m", { size: "short" }), target("new", "q", "y"));
  expect(matchTargets(base, next)).toEqual({
    matches: [],
    onlyInBase: [
      { id: "a", size: "medium" },
      { id: "gone", size: "medium" },
    ],
    onlyInNew: [
      { id: "a", size: "short" },
      { id: "new", size: "medium" },
    ],
  });
});

test("nobody is matched twice", () => {
  const base = run(target("x", "p", "m"));
  const next = run(target("y", "p", "m"), target("z", "p", "m"));
  expect(pairsOf(base, next)).toEqual(["x y medium"]);
});
