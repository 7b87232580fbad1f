import manifest from "../../package.json" with { type: "json" };
import type { BundledPackage } from "./packages.ts";

const purl = (name: string, version: string): string =>
  `pkg:npm/${name.replace("@", "%40")}@${version}`;

const component = (name: string, version: string, license: string) => ({
  type: "library",
  "bom-ref": purl(name, version),
  name,
  version,
  licenses: [{ license: { id: license } }],
  purl: purl(name, version),
});

/** What is in the program, as CycloneDX 1.6. Neither serial number nor time: the same commit gives the same bytes. */
export function billOfMaterials(packages: readonly BundledPackage[], revision: string): string {
  const { name, version, license } = manifest;
  const root = { ...component(name, version, license), type: "application" };
  const parts = [
    component("bun", Bun.version, "MIT"),
    ...packages.map((entry) => component(entry.name, entry.version, entry.license)),
  ];
  const bill = {
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    version: 1,
    metadata: {
      component: root,
      properties: [{ name: "speed-kings:revision", value: revision }],
    },
    components: parts,
    dependencies: [
      { ref: root["bom-ref"], dependsOn: parts.map((part) => part["bom-ref"]) },
      ...parts.map((part) => ({ ref: part["bom-ref"] })),
    ],
  };
  return `${JSON.stringify(bill, null, 2)}\n`;
}
