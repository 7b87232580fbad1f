import { describe, expect, test } from "bun:test";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import manifest from "../../package.json" with { type: "json" };

const ROOT = join(import.meta.dir, "../..");
const read = (path: string): Promise<string> => Bun.file(join(ROOT, path)).text();

const BUN = `npx --yes bun@${manifest.devDependencies.bun}`;
const NAMES_BUN = ["README.md", "CONTRIBUTING.md", ".ci/run", ".github/workflows/ci.yml"];

describe("the commands of the README", () => {
  test.each(["quickstart", "check"] as const)("%s is there and installs first", async (name) => {
    expect((await read("README.md")).split("\n")).toContain(`${BUN} run ${name}`);
    expect(manifest.scripts[name]).toStartWith("bun install --frozen-lockfile && bun scripts/");
  });

  test.each([".ci/run", ".github/workflows/ci.yml"])("check is what %s runs", async (file) => {
    expect(await read(file)).toContain(`${BUN} run check`);
  });

  test.each(["README.md", "CONTRIBUTING.md"])("%s names only scripts that exist", async (file) => {
    const named = [...(await read(file)).matchAll(/bun(?:@[\d.]+)? run (?<name>[\w-]+)/g)];
    expect(named.length).toBeGreaterThan(0);
    for (const { groups } of named) {
      expect(Object.keys(manifest.scripts)).toContain(groups?.["name"] ?? "");
    }
  });
});

describe("one version of Bun", () => {
  test("in package.json", () => {
    const version = manifest.devDependencies.bun;
    expect(version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(manifest.packageManager).toBe(`bun@${version}`);
    expect(manifest.devDependencies["bun-types"]).toBe(version);
    expect(manifest.engines.bun).toBe(`>=${version}`);
  });

  test("runs these tests", () => {
    expect(Bun.version).toBe(manifest.devDependencies.bun);
  });

  test.each(NAMES_BUN)("in %s", async (file) => {
    const versions = [...(await read(file)).matchAll(/\bbun@(?<version>[\w.-]+)/g)];
    expect(versions.length).toBeGreaterThan(0);
    for (const { groups } of versions) {
      expect(groups?.["version"]).toBe(manifest.devDependencies.bun);
    }
  });
});

test("every dependency is pinned exactly", () => {
  for (const version of Object.values(manifest.devDependencies)) {
    expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  }
});

test("every action is pinned to a full commit", async () => {
  const folder = ".github/workflows";
  for (const file of await readdir(join(ROOT, folder))) {
    const uses = [...(await read(`${folder}/${file}`)).matchAll(/uses: *(?<action>\S+)/g)];
    expect(uses.length).toBeGreaterThan(0);
    for (const { groups } of uses) {
      expect(groups?.["action"]).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
    }
  }
});
