import { expect, test } from "bun:test";
import { join } from "node:path";

const ROOT = join(import.meta.dir, "../..");
const ROW = /^\| `src\/(?<folder>\w+)` +\|[^|]+\| (?<imports>[^|]+?) +\|$/gm;
const ALLOWED = /^!\.\.\/\*\*\/(?<layer>\w+)\/\*\*$/;

interface Override {
  readonly files: readonly string[];
  readonly rules: {
    readonly "no-restricted-imports"?: readonly [
      string,
      { readonly patterns: readonly { readonly group: readonly string[] }[] },
    ];
  };
}

test("the map in CONTRIBUTING.md says what the lint rules allow", async () => {
  const guide = await Bun.file(join(ROOT, "CONTRIBUTING.md")).text();
  const rules = await Bun.file(join(ROOT, ".oxlintrc.json")).json();
  const ruled = (rules.overrides as readonly Override[]).flatMap(({ files, rules: row }) => {
    const folder = /^src\/(\w+)\/\*\*$/.exec(files[0] ?? "")?.[1];
    const group = row["no-restricted-imports"]?.[1].patterns[0]?.group;
    if (folder === undefined || group === undefined) {
      return [];
    }
    const layers = group.flatMap((pattern) => ALLOWED.exec(pattern)?.groups?.["layer"] ?? []);
    const everything = group.includes("!../**") ? "every layer" : "nothing";
    return [[folder, layers.join(", ") || everything]];
  });
  const mapped = [...guide.matchAll(ROW)].map(({ groups }) => [
    groups?.["folder"] ?? "",
    groups?.["imports"] ?? "",
  ]);
  expect(mapped.length).toBeGreaterThan(10);
  expect(Object.fromEntries(mapped)).toEqual(Object.fromEntries(ruled));
});
