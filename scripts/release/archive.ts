import { promisify } from "node:util";
import { constants, gzip } from "node:zlib";
import { zipSync } from "fflate";
import { createTar } from "nanotar";

/** A file of an archive. */
export interface ArchiveFile {
  /** With slashes, from the top of the archive. */
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly isProgram?: boolean;
}

const byPath = (a: ArchiveFile, b: ArchiveFile): number => (a.path < b.path ? -1 : 1);

/** The same files and time give the same bytes: sorted, nobody's user id. */
export async function tarGz(files: readonly ArchiveFile[], time: Date): Promise<Uint8Array> {
  const entries = files.toSorted(byPath).map(({ path, bytes, isProgram = false }) => ({
    name: path,
    data: bytes,
    attrs: { mode: isProgram ? "755" : "644" },
  }));
  const tar = createTar(entries, {
    attrs: { uid: 0, gid: 0, user: "root", group: "root", mtime: time.getTime() },
  });
  return promisify(gzip)(tar, { level: constants.Z_BEST_COMPRESSION });
}

/** The same for Windows. */
export function zip(files: readonly ArchiveFile[], time: Date): Promise<Uint8Array> {
  // A ZIP holds local times: let every machine write those of Greenwich.
  const mtime = new Date(time.getTime() + time.getTimezoneOffset() * 60_000);
  const entries = files.toSorted(byPath).map(({ path, bytes }) => [path, bytes] as const);
  return Promise.resolve(zipSync(Object.fromEntries(entries), { level: 9, mtime }));
}
