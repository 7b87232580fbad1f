import { readFile, readdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { z } from "zod";

/** An npm package of which something is in the program. */
export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  /** SPDX expression. */
  readonly license: string;
  /** Text of its licence and notice files. */
  readonly texts: readonly string[];
}

const MANIFEST = z.object({ name: z.string(), version: z.string(), license: z.string() });
const FOLDER = /^.*[/\\]node_modules[/\\](?:@[^/\\]+[/\\])?[^/\\]+(?=[/\\])/;
const LICENSE_FILE = /^(?:licen[cs]e|copying|notice)(?:\.|$)/i;

/** The packages that source files belong to, once each, by name. Throws when one of them does not say its licence. */
export async function packagesOf(files: readonly string[]): Promise<readonly BundledPackage[]> {
  const folders = new Set(files.flatMap((file) => FOLDER.exec(resolve(file))?.[0] ?? []));
  const packages = await Promise.all([...folders].map(readPackage));
  const byName = new Map(packages.map((entry) => [`${entry.name} ${entry.version}`, entry]));
  return [...byName].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);
}

async function readPackage(folder: string): Promise<BundledPackage> {
  const manifest = MANIFEST.parse(JSON.parse(await readFile(join(folder, "package.json"), "utf8")));
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isFile() && LICENSE_FILE.test(entry.name));
  if (names.length === 0) throw new Error(`${manifest.name} has no file with its licence`);
  const texts = await Promise.all(
    names
      .map(({ name }) => name)
      .toSorted()
      .map((name) => readFile(join(folder, name), "utf8")),
  );
  return { ...manifest, texts: texts.map((text) => text.replaceAll("\r\n", "\n").trim()) };
}
