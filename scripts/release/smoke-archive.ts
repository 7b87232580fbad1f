import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { VERSION } from "../../src/core/version.ts";
import { executableFormat } from "./executable-format.ts";
import { checkSignature } from "./macho-signature.ts";
import { runnerFor } from "./runner.ts";
import type { Runner } from "./runner.ts";
import { TARGETS, archiveName, binaryName, folderName } from "./targets.ts";
import type { BuildTarget, TargetId } from "./targets.ts";
import { unpack } from "./unpack.ts";

const NEEDED = [
  "CHANGELOG.md",
  "LICENSE",
  "README.md",
  "THIRD-PARTY-NOTICES.md",
  "completions/_speed-kings",
  "completions/speed-kings.bash",
  "completions/speed-kings.fish",
  "completions/speed-kings.ps1",
  "man/speed-kings.1",
] as const;
const SMALLEST_MB = 80;
const LARGEST_MB = 160;
/** An emulated processor is slow. */
const LIMIT_MS = 180_000;

const COMMANDS = [
  { words: ["--version"], says: `speed-kings ${VERSION} (` },
  { words: ["demo", "--iterations", "3"], says: "SIMULATED" },
  { words: ["list"], says: "cerebras" },
  { words: ["pricing"], says: "cerebras" },
] as const;

/** Tries one archive of a release. Gives what was tried; throws when anything is not as it must be. */
export async function smokeArchive(
  release: string,
  id: TargetId,
  revision: string,
  muslLibraries: string | undefined,
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "speed-kings-smoke-"));
  try {
    const names = await unpack(join(release, archiveName(VERSION, id)), folder);
    const target: BuildTarget = TARGETS[id];
    const top = folderName(VERSION, id);
    const missing = NEEDED.find((name) => !names.includes(`${top}/${name}`));
    if (missing !== undefined) throw new Error(`${id}: ${missing} is missing`);
    const binary = join(folder, top, binaryName(target.os));
    await checkFile(id, binary, revision);
    const runner = runnerFor(target, muslLibraries);
    if (typeof runner === "string") return `format, size and version; not run: ${runner}`;
    const commands = COMMANDS.filter(({ words }) => runner.canSpawn || words[0] !== "demo");
    for (const { words, says } of commands) await run(runner, binary, words, says, folder);
    const how = runner.through.length > 0 ? " (emulated)" : "";
    return `ran ${commands.map(({ words }) => words[0]).join(", ")}${how}`;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function checkFile(id: TargetId, binary: string, revision: string): Promise<void> {
  const { os, cpu, libc }: BuildTarget = TARGETS[id];
  const bytes = await readFile(binary);
  const found = executableFormat(bytes);
  if (found.os !== os || found.cpu !== cpu || found.libc !== libc) {
    throw new Error(`${id}: the binary is for ${found.os} ${found.cpu} ${found.libc ?? ""}`);
  }
  const megabytes = bytes.length / 1e6;
  if (megabytes < SMALLEST_MB || megabytes > LARGEST_MB) {
    throw new Error(`${id}: ${megabytes.toFixed(1)} MB is not a likely size`);
  }
  // What the definitions of the build became: the source inside of the binary is plain text.
  for (const text of [`"${VERSION}"`, `"${revision}"`]) {
    if (!bytes.includes(text)) throw new Error(`${id}: the binary does not name ${text}`);
  }
  if (os === "darwin" && checkSignature(bytes).badPages > 0) {
    throw new Error(`${id}: the signature does not fit: macOS would kill the program`);
  }
}

async function run(
  { through, env }: Runner,
  binary: string,
  words: readonly string[],
  says: string,
  folder: string,
): Promise<void> {
  const home = join(folder, "home");
  const cwd = join(folder, "empty");
  await Promise.all([home, cwd].map((path) => mkdir(path, { recursive: true })));
  const child = Bun.spawn([...through, binary, ...words], {
    cwd,
    env: {
      PATH: process.env["PATH"],
      SystemRoot: process.env["SystemRoot"],
      HOME: home,
      USERPROFILE: home,
      LOCALAPPDATA: home,
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
    timeout: LIMIT_MS,
    killSignal: "SIGKILL",
  });
  const [stdout, stderr, code] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ]);
  if (code !== 0 || !stdout.includes(says)) {
    throw new Error(`\`${words.join(" ")}\` ended with ${code}:\n${stdout}${stderr}`);
  }
}
