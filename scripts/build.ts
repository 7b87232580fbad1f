import { rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { VERSION } from "../src/core/version.ts";

const HELP = `Compiles speed-kings for this machine and runs it once.

  bun run build                  makes dist/speed-kings (on Windows dist/speed-kings.exe)
  bun run build --outfile PATH   makes PATH
`;

const ROOT = join(import.meta.dir, "..");
const SUFFIX = process.platform === "win32" ? ".exe" : "";
const ENTRY = join(ROOT, "src/main.ts");
// A worker has to be an entry point of its own to be found inside of the binary.
const WORKERS = [join(ROOT, "src/terminal/progress-worker.ts")];

/** The commit of the working tree, `-dirty` after uncommitted changes; `unknown` outside of a git checkout. */
function readRevision(): string {
  try {
    const git = ["git", "describe", "--always", "--dirty", "--exclude=*", "--abbrev=12"];
    const { exitCode, stdout } = Bun.spawnSync(git, { cwd: ROOT, stderr: "ignore" });
    return exitCode === 0 ? stdout.toString().trim() : "unknown";
  } catch {
    return "unknown";
  }
}

/** Throws when there is no complete binary at the end. */
async function compile(outfile: string): Promise<void> {
  await rm(outfile, { force: true });
  const present = await Promise.all(WORKERS.map((file) => Bun.file(file).exists()));
  const result = await Bun.build({
    entrypoints: [ENTRY, ...WORKERS.filter((_, index) => present[index])],
    compile: {
      outfile,
      // A strange folder must not run its code in our process (`preload` of bunfig.toml) nor hand us its keys (.env).
      autoloadDotenv: false,
      autoloadBunfig: false,
    },
    format: "esm",
    // Puts the worker beside the chunk that starts it; with the usual naming it is not found.
    naming: { entry: "[name].[ext]" },
    splitting: true,
    minify: true,
    bytecode: true,
    // 0.2 MB and no time at the start: an internal error then names a file and a line that exist.
    sourcemap: "linked",
    define: { BUILD_REVISION: JSON.stringify(readRevision()) },
    throw: false,
  });
  // Bytecode that could not be made is an error in the log of a build that says it succeeded.
  const errors = result.logs.filter((log) => log.level === "error");
  if (!result.success || errors.length > 0) {
    throw new Error(["The build failed.", ...errors.map(String)].join("\n"));
  }
  // The maps are inside of the binary too; those beside it are of no use.
  const maps = result.outputs.filter((output) => output.kind === "sourcemap");
  await Promise.all(maps.map((map) => rm(map.path, { force: true })));
}

/** Runs the binary away from the project, where nothing of it can help. Throws unless it tells its version. */
function smoke(outfile: string): string {
  const { exitCode, stdout, stderr } = Bun.spawnSync([outfile, "--version"], { cwd: tmpdir() });
  const answer = stdout.toString().trim();
  if (exitCode !== 0 || !answer.includes(VERSION)) {
    const said = `${answer}\n${stderr.toString()}`.trim();
    throw new Error(`The binary was built, but --version exits with ${exitCode} and says: ${said}`);
  }
  return answer;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { help: { type: "boolean", short: "h" }, outfile: { type: "string" } },
  });
  if (values.help === true) {
    process.stdout.write(HELP);
    return;
  }
  const outfile = resolve(values.outfile ?? join(ROOT, `dist/speed-kings${SUFFIX}`));
  await compile(outfile);
  const answer = smoke(outfile);
  const { size } = await stat(outfile);
  console.log(`${outfile}  ${(size / 1e6).toFixed(1)} MB  ${answer}`);
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
