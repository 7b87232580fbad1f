import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { VERSION } from "../src/core/version.ts";
import { ROOT, readRevision } from "./release/revision.ts";
import { smokeArchive } from "./release/smoke-archive.ts";
import { TARGET_IDS, archiveName, isTargetId } from "./release/targets.ts";

const HELP = `Tries the archives of a release: checksum, contents, format, size, version, signature, and runs those that this machine can run
in an empty folder with an empty HOME. On Linux x64, qemu-aarch64 with the arm64 libraries and a musl loader are used if they are there.

  bun scripts/smoke.ts                         every archive of dist/release
  bun scripts/smoke.ts --target linux-x64      this one; may be given more than once
  bun scripts/smoke.ts --folder PATH           archives of another folder
  bun scripts/smoke.ts --musl-libraries PATH   where libstdc++.so.6 and libgcc_s.so.1 for musl are
  bun scripts/smoke.ts --revision COMMIT       of another commit than the working tree
`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      help: { type: "boolean", short: "h" },
      folder: { type: "string", default: join(ROOT, "dist/release") },
      target: { type: "string", multiple: true },
      revision: { type: "string" },
      "musl-libraries": { type: "string" },
    },
  });
  if (values.help === true) {
    process.stdout.write(HELP);
    return;
  }
  const { folder, target, revision = readRevision() } = values;
  const unknown = target?.find((name) => !isTargetId(name));
  if (unknown !== undefined) throw new Error(`there is no system ${unknown}`);
  const ids = target?.filter(isTargetId) ?? TARGET_IDS;
  const sums = await readFile(join(folder, "SHA256SUMS"), "utf8");
  for (const id of ids) {
    const name = archiveName(VERSION, id);
    if (!existsSync(join(folder, name))) throw new Error(`there is no ${name} in ${folder}`);
    const hash = createHash("sha256").update(await readFile(join(folder, name)));
    if (!sums.includes(`${hash.digest("hex")}  ${name}\n`)) throw new Error(`${name}: wrong sum`);
    console.log(`ok  ${id}: ${await smokeArchive(folder, id, revision, values["musl-libraries"])}`);
  }
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
