import { createHash } from "node:crypto";
import { chmod, mkdir, mkdtemp, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { parseTar } from "nanotar";
import { z } from "zod";
import { ROOT } from "./revision.ts";
import type { BuildTarget } from "./targets.ts";

const CACHE = join(ROOT, "node_modules/.cache/bun-runtimes");
/** A package of `bun.lock`: name with version, registry, what it needs, hash. */
const lockedPackage = z.tuple([z.string(), z.string(), z.unknown(), z.string()]);

/**
 * The path of Bun's runtime for another machine: its npm package, from the registry that npm is set up for, at the version and with
 * the hash of `bun.lock`. (Bun's own download for `--compile` heeds neither the registry of `.npmrc` nor the lock.)
 * Throws when what arrives is not what the lock names.
 */
export async function runtimeFor({ os, runtime }: BuildTarget): Promise<string> {
  const { spec, integrity } = await lockedRuntime(runtime);
  const name = os === "win32" ? "bun.exe" : "bun";
  // The hash in the name: another lock never finds an old file.
  const digest = createHash("sha256").update(integrity).digest("hex").slice(0, 12);
  const path = join(CACHE, `${spec.replaceAll("/", "+")}-${digest}`, name);
  if (!(await Bun.file(path).exists())) await unpack(await download(spec, integrity), name, path);
  return path;
}

async function lockedRuntime(runtime: string): Promise<{ spec: string; integrity: string }> {
  const text = await readFile(join(ROOT, "bun.lock"), "utf8");
  const { packages } = z
    .object({ packages: z.record(z.string(), z.unknown()) })
    .parse(Bun.JSONC.parse(text));
  const [spec, , , integrity] = lockedPackage.parse(packages[runtime]);
  return { spec, integrity };
}

async function download(spec: string, integrity: string): Promise<Uint8Array> {
  await mkdir(CACHE, { recursive: true });
  const folder = await mkdtemp(join(CACHE, "download-"));
  try {
    const npm = process.platform === "win32" ? "npm.cmd" : "npm";
    const command = [npm, "pack", "--silent", "--pack-destination", folder, spec];
    const child = Bun.spawn(command, { cwd: folder, stdout: "pipe", stderr: "inherit" });
    const [name, code] = await Promise.all([new Response(child.stdout).text(), child.exited]);
    if (code !== 0) throw new Error(`npm cannot download ${spec} (exit code ${code})`);
    const bytes = await readFile(join(folder, name.trim()));
    const hash = `sha512-${createHash("sha512").update(bytes).digest("base64")}`;
    if (hash !== integrity) throw new Error(`${spec} has the hash ${hash}, not that of bun.lock`);
    return bytes;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function unpack(tarball: Uint8Array, name: string, path: string): Promise<void> {
  const [file] = parseTar(gunzipSync(tarball), {
    filter: (entry) => entry.name === `package/bin/${name}`,
  });
  if (file?.data === undefined) throw new Error(`the package of Bun has no bin/${name}`);
  // Whole or not at all: a build that is stopped here must not leave half a runtime.
  const partial = `${path}.${process.pid}`;
  await Bun.write(partial, file.data);
  await chmod(partial, 0o755);
  await rename(partial, path);
}
