import { expect, test } from "bun:test";
import manifest from "../../package.json" with { type: "json" };
import { REVISION, VERSION } from "../../src/core/version.ts";

test("the program has the version of package.json", () => {
  expect(VERSION).toBe(manifest.version);
});

test("the source says that it is the source, where a binary names its commit", () => {
  expect(REVISION).toBe("source");
});

test("the changelog has an entry for the version", async () => {
  const changelog = await Bun.file(`${import.meta.dir}/../../CHANGELOG.md`).text();
  expect(changelog).toContain(`\n## [${manifest.version}] - `);
});
