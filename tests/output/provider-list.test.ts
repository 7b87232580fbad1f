import { describe, expect, test } from "bun:test";
import { formatModelList, formatProviderList } from "../../src/output/provider-list.ts";
import type { ProviderLine } from "../../src/output/provider-list.ts";
import { PROVIDERS } from "../../src/providers/table.ts";

const page = (columns: number) => ({
  columns,
  color: false,
  unicode: true,
  verbose: false,
  details: false,
});

const ALL: readonly ProviderLine[] = Object.entries(PROVIDERS).map(([id, row]) => ({
  id,
  status: "not running",
  canRun: false,
  model: ("defaultModel" in row ? row.defaultModel : undefined) ?? "",
  note: row.keyEnv[0] === undefined ? "" : `set ${row.keyEnv[0]}`,
}));

const linesOf = (text: string): readonly string[] => text.trimEnd().split("\n");

describe("the table of providers", () => {
  test("fits 80 columns with every variable to set readable to its end", () => {
    const lines = linesOf(formatProviderList(ALL, page(80)));
    expect(lines).toHaveLength(ALL.length + 2);
    for (const line of lines) expect(Bun.stringWidth(line)).toBeLessThanOrEqual(80);
    for (const [index, { id, note }] of ALL.entries()) {
      expect(lines[index + 2]).toStartWith(id);
      expect(lines[index + 2]).toEndWith(note);
    }
  });

  test("shows whole ids of models where there is room, and their last part where there is not", () => {
    const shown = (columns: number): string => formatProviderList(ALL, page(columns));
    expect(shown(120)).toContain("accounts/fireworks/models/gpt-oss-120b");
    expect(shown(80)).not.toContain("accounts/");
    expect(shown(80)).toMatch(/^fireworks +not running +gpt-oss-120b +set FIREWORKS_API_KEY$/m);
  });

  test("counts models only where somebody was asked", () => {
    const one: ProviderLine = { ...ALL[0]!, note: "" };
    expect(formatProviderList([one], page(80))).not.toContain("models");
    const counted = linesOf(formatProviderList([{ ...one, models: 12 }, one], page(80)));
    expect(counted[0]).toContain("models");
    expect(counted[2]).toEndWith("12");
  });

  test("says at length below itself what does not fit into a cell, as harmless text", () => {
    const detail = `the key is refused: ${"very ".repeat(30)}\u001b[31mlong\nwords`;
    const lines = linesOf(formatProviderList([{ ...ALL[0]!, detail }], page(80)));
    const below = lines.slice(lines.indexOf("") + 1);
    expect(below[0]).toStartWith("cerebras: the key is refused: very");
    expect(below.length).toBeGreaterThan(1);
    for (const line of below) expect(line.length).toBeLessThanOrEqual(80);
    expect(below.join(" ")).toEndWith("long words");
    expect(lines.join("")).not.toContain("\u001b");
  });
});

test("a model that is in memory is marked in the list of models", () => {
  const models = [
    { id: "local", model: "a", isLoaded: true },
    { id: "local", model: "b".repeat(100), isLoaded: false },
  ];
  const lines = linesOf(formatModelList(models, page(40)));
  expect(lines[2]).toMatch(/^local +a +loaded$/);
  expect(lines[3]).toMatch(/^local +b+…$/);
  for (const line of lines) expect(Bun.stringWidth(line)).toBeLessThanOrEqual(40);
});
