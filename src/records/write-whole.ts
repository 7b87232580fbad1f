import { open, realpath, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/** Where a path leads when it is a link, so that the file behind the link is replaced and not the link. */
async function behindLinks(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    return path;
  }
}

const besides = (path: string): string =>
  join(dirname(path), `.${basename(path)}.${crypto.randomUUID().slice(0, 8)}.part`);

/**
 * Writes a file whole or not at all: into a file beside it, onto the disk, and only then in the place of the old one. Two programs
 * that do so at once leave the whole of one of them. A long text may come in pieces. `mode` for a file that is new.
 * @throws the system's error, or what the making of a piece threw; nothing is left behind, and what was there stays as it was.
 */
export async function writeWhole(
  path: string,
  text: string | Iterable<string>,
  mode = 0o666,
): Promise<void> {
  const target = await behindLinks(path);
  const part = besides(target);
  try {
    const file = await open(part, "wx", mode);
    try {
      for (const piece of typeof text === "string" ? [text] : text) {
        // oxlint-disable-next-line no-await-in-loop -- one after the other, and none is made before the last is written
        await file.appendFile(piece);
      }
      // A rename may reach the disk before the content does, and a crash then leaves an empty file under the right name.
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(part, target);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

/**
 * Whether `writeWhole` would be let write there, found out by making and removing a file.
 * @throws the system's error when not.
 */
export async function tryWriting(path: string): Promise<void> {
  const part = besides(await behindLinks(path));
  const file = await open(part, "wx");
  await file.close();
  await rm(part, { force: true });
}
