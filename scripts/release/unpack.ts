import { chmod, readFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { unzipSync } from "fflate";
import { parseTar } from "nanotar";

/** Unpacks an archive of a release into a folder, and gives the names of its files. */
export async function unpack(archive: string, folder: string): Promise<readonly string[]> {
  const bytes = await readFile(archive);
  const files = archive.endsWith(".zip")
    ? Object.entries(unzipSync(bytes)).map(([name, data]) => ({ name, data, mode: "644" }))
    : parseTar(gunzipSync(bytes)).map(({ name, data, attrs }) => ({
        name,
        data: data ?? new Uint8Array(),
        mode: attrs?.mode ?? "644",
      }));
  await Promise.all(
    files.map(async ({ name, data, mode }) => {
      await Bun.write(join(folder, name), data);
      await chmod(join(folder, name), Number.parseInt(mode, 8));
    }),
  );
  return files.map(({ name }) => name).toSorted();
}
