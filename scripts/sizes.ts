import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { VERSION } from "../src/core/version.ts";
import { ROOT } from "./release/revision.ts";
import { sizeTable } from "./release/size-table.ts";
import { TARGETS, TARGET_IDS, archiveName, binaryName } from "./release/targets.ts";

const HELP = `Prints how large each program and archive of dist/release is, as the table of the README.

  bun scripts/sizes.ts           after \`bun run build --all\`
  bun scripts/sizes.ts --write   puts the table into README.md
`;

const BLOCK = /(?<=<!-- sizes: begin -->\n\n)[^]*?(?=<!-- sizes: end -->)/;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { help: { type: "boolean", short: "h" }, write: { type: "boolean" } },
  });
  if (values.help === true) {
    process.stdout.write(HELP);
    return;
  }
  const folder = join(ROOT, "dist/release");
  const sizes = TARGET_IDS.map(async (id) => {
    const program = await stat(join(folder, "binaries", id, binaryName(TARGETS[id].os)));
    const archive = await stat(join(folder, archiveName(VERSION, id)));
    return [id, { program: program.size, archive: archive.size }] as const;
  });
  const table = sizeTable(Object.fromEntries(await Promise.all(sizes)));
  console.log(table);
  if (values.write !== true) return;
  const path = join(ROOT, "README.md");
  const text = await readFile(path, "utf8");
  if (!BLOCK.test(text)) throw new Error("README.md has no place for the table");
  await writeFile(
    path,
    text.replace(BLOCK, () => `${table}\n\n`),
  );
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
