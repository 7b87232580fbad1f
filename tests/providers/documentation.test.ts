import { expect, test } from "bun:test";
import { join } from "node:path";
import { LOCAL_SERVERS } from "../../src/providers/local-servers.ts";
import type { Provider } from "../../src/providers/provider.ts";
import { PROVIDERS } from "../../src/providers/table.ts";

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

test("every kind of local server has a line with its ports, and every line a kind", () => {
  const lines = linesWith(4);
  expect([...lines.keys()]).toEqual(Object.keys(LOCAL_SERVERS));
  for (const [name, { label, ports }] of Object.entries(LOCAL_SERVERS)) {
    for (const words of [label, ...ports.map(String)]) expect(lines.get(name)).toContain(words);
  }
});
