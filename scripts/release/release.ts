import { createHash } from "node:crypto";
import { mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { VERSION } from "../../src/core/version.ts";
import { tarGz, zip } from "./archive.ts";
import type { ArchiveFile } from "./archive.ts";
import { compile } from "./compile.ts";
import { thirdPartyNotices } from "./notices.ts";
import { packagesOf } from "./packages.ts";
import { ROOT, readCommitTime } from "./revision.ts";
import { billOfMaterials } from "./sbom.ts";
import { TARGETS, archiveName, binaryName, folderName } from "./targets.ts";
import type { TargetId } from "./targets.ts";
import { generatedWords } from "./words.ts";

const DOCUMENTS = ["README.md", "LICENSE", "CHANGELOG.md"] as const;

/** Name of the list of parts of a release. */
export const BILL_NAME = `speed-kings-${VERSION}.cdx.json`;

/**
 * Makes all that a release consists of but the npm package: an archive for each target, the list of parts and SHA256SUMS. The same
 * commit gives the same bytes. The folder is emptied first. Unpacked binaries are left in `folder/binaries/TARGET`.
 */
export async function makeRelease(
  folder: string,
  targets: readonly TargetId[],
  revision: string,
  log: (line: string) => void,
): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const time = readCommitTime();
  let sources: readonly string[] = [];
  for (const target of targets) {
    const outfile = binaryPath(folder, target);
    sources = await compile({ outfile, revision, target });
    log(`${target}: ${(Bun.file(outfile).size / 1e6).toFixed(1)} MB`);
  }
  const packages = await packagesOf(sources);
  const notices = Buffer.from(await thirdPartyNotices(packages, { withBun: true }));
  const shared: ArchiveFile[] = [
    ...(await Promise.all(
      DOCUMENTS.map(async (path) => ({ path, bytes: await readFile(join(ROOT, path)) })),
    )),
    { path: "THIRD-PARTY-NOTICES.md", bytes: notices },
    ...(await generatedWords()),
  ];
  const sums: string[] = [];
  const write = async (name: string, bytes: Uint8Array): Promise<void> => {
    await Bun.write(join(folder, name), bytes);
    sums.push(`${createHash("sha256").update(bytes).digest("hex")}  ${name}`);
  };
  for (const target of targets) {
    const { os } = TARGETS[target];
    const bytes = await readFile(binaryPath(folder, target));
    const files = [...shared, { path: binaryName(os), bytes, isProgram: true }].map((file) => ({
      ...file,
      path: `${folderName(VERSION, target)}/${file.path}`,
    }));
    const name = archiveName(VERSION, target);
    await write(name, await (os === "win32" ? zip : tarGz)(files, time));
    log(`${name}: ${(Bun.file(join(folder, name)).size / 1e6).toFixed(1)} MB`);
  }
  await write(BILL_NAME, Buffer.from(billOfMaterials(packages, revision)));
  await Bun.write(join(folder, "SHA256SUMS"), `${sums.toSorted(bySumName).join("\n")}\n`);
}

const bySumName = (a: string, b: string): number => (a.slice(66) < b.slice(66) ? -1 : 1);

/** Where `makeRelease` leaves the binary of a target. */
export const binaryPath = (folder: string, target: TargetId): string =>
  join(folder, "binaries", target, binaryName(TARGETS[target].os));
