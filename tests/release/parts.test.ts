import { describe, expect, test } from "bun:test";
import { join } from "node:path";
import { packagesOf } from "../../scripts/release/packages.ts";
import { thirdPartyNotices } from "../../scripts/release/notices.ts";
import { billOfMaterials } from "../../scripts/release/sbom.ts";

const MODULES = join(import.meta.dir, "../../node_modules");
const FILES = [
  join(MODULES, "zod/index.js"),
  join(MODULES, "zod/v4/core/index.js"),
  join(MODULES, "echarts/lib/echarts.js"),
  join(import.meta.dir, "parts.test.ts"),
];

describe("the parts of the program", () => {
  test("are the packages that its files belong to, once each", async () => {
    const names = (await packagesOf(FILES)).map(({ name }) => name);
    expect(names).toEqual(["echarts", "zod"]);
  });

  test("are named with the text of their licences, notices included", async () => {
    const text = await thirdPartyNotices(await packagesOf(FILES), { withBun: true });
    expect(text).toMatch(/## echarts \S+ \(Apache-2\.0\)\n[^]*Apache License[^]*Apache ECharts\n/);
    expect(text).toContain("JavaScriptCore");
  });

  test("are listed the same way each time, with the package URL of each", async () => {
    const bill = billOfMaterials(await packagesOf(FILES), "abc");
    expect(billOfMaterials(await packagesOf(FILES.toReversed()), "abc")).toBe(bill);
    const { components, specVersion } = JSON.parse(bill);
    expect(specVersion).toBe("1.6");
    expect(components.map(({ purl }: { purl: string }) => purl.replace(/@[^@]*$/, ""))).toEqual([
      "pkg:npm/bun",
      "pkg:npm/echarts",
      "pkg:npm/zod",
    ]);
  });
});
