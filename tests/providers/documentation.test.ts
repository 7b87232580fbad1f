import { expect, test } from "bun:test";
import { join } from "node:path";
import { FAILURE_REASONS } from "../../src/core/failure.ts";
import type { Dialect } from "../../src/providers/dialect.ts";
import { LOCAL_SERVERS } from "../../src/providers/local-servers.ts";
import type { Provider } from "../../src/providers/provider.ts";
import { PROVIDERS } from "../../src/providers/table.ts";
import { DIALECTS } from "./replay.ts";

const document = await Bun.file(join(import.meta.dir, "../../docs/providers.md")).text();

/** Lines of the table with this many columns: by the name in the first. */
const linesWith = (columns: number): ReadonlyMap<string, string> =>
  new Map(
    document
      .split("\n")
      .filter((line) => line.startsWith("| `") && line.split(" | ").length === columns)
      .map((line) => [/^\| `([^`]+)`/.exec(line)?.[1] ?? "", line]),
  );

test("every provider has a line with its URL, key and model, and every line a provider", () => {
  const lines = linesWith(7);
  const rows: [string, Provider][] = Object.entries(PROVIDERS);
  expect([...lines.keys()].toSorted()).toEqual(rows.map(([name]) => name).toSorted());
  for (const [name, { label, baseUrl, keyEnv, defaultModel }] of rows) {
    const line = lines.get(name);
    for (const words of [label, baseUrl, ...keyEnv, defaultModel ?? "asked"]) {
      expect(line).toContain(words);
    }
  }
});

test("every provider's protocol is named", () => {
  const words = new Map<Dialect, string>([
    [DIALECTS["openai-chat"], "chat"],
    [DIALECTS["openai-responses"], "Responses"],
    [DIALECTS.anthropic, "Messages"],
    [DIALECTS.gemini, "Gemini"],
    [DIALECTS.cohere, "Cohere v2"],
    [DIALECTS.ollama, "Ollama"],
  ]);
  const lines = linesWith(7);
  for (const [name, { dialect }] of Object.entries(PROVIDERS)) {
    expect(lines.get(name)?.split("|")[6]?.trim()).toBe(words.get(dialect));
  }
});

test("every reason of a refusal has a line, and every line a reason", () => {
  expect([...linesWith(3).keys()]).toEqual([...FAILURE_REASONS]);
});

test("every server that may send late headers is named", () => {
  const rows: [string, Provider][] = Object.entries(PROVIDERS);
  const late = rows.filter(([, { quirks }]) => quirks?.lateHeaders);
  const paragraph = /A server that may send its headers[^]*?\n\n/.exec(document)?.[0] ?? "";
  for (const [, { label }] of late) {
    // "Google Gemini" is Gemini there, "OpenAI Responses" OpenAI.
    expect(label.split(" ").some((word) => paragraph.includes(word))).toBeTrue();
  }
});

test("every kind of local server has a line with its ports, and every line a kind", () => {
  const lines = linesWith(4);
  expect([...lines.keys()]).toEqual(Object.keys(LOCAL_SERVERS));
  for (const [name, { label, ports }] of Object.entries(LOCAL_SERVERS)) {
    for (const words of [label, ...ports.map(String)]) expect(lines.get(name)).toContain(words);
  }
});
