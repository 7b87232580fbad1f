import { rm } from "node:fs/promises";
import { join } from "node:path";
import { resignAdHoc } from "./macho-signature.ts";
import { packedRanks } from "./packed-ranks.ts";
import { ROOT } from "./revision.ts";
import { runtimeFor } from "./runtime.ts";
import { TARGETS } from "./targets.ts";
import type { TargetId } from "./targets.ts";

const ENTRY = join(ROOT, "src/main.ts");
// A worker has to be an entry point of its own to be found inside of the binary.
const WORKER = join(ROOT, "src/terminal/progress-worker.ts");

export interface CompileOptions {
  readonly outfile: string;
  readonly revision: string;
  /** Another machine than this one: its runtime comes from the npm registry. */
  readonly target?: TargetId;
}

/** Makes a binary. Gives the source files in it, relative to the project. Throws when there is no complete binary at the end. */
export async function compile(options: CompileOptions): Promise<readonly string[]> {
  const { outfile, revision, target } = options;
  await rm(outfile, { force: true });
  const elsewhere =
    target === undefined
      ? {}
      : { target: TARGETS[target].bun, executablePath: await runtimeFor(TARGETS[target]) };
  const result = await Bun.build({
    entrypoints: [ENTRY, WORKER],
    compile: {
      ...elsewhere,
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
    metafile: true,
    plugins: [packedRanks],
    define: { BUILD_REVISION: JSON.stringify(revision) },
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
  // Bun signs binaries for Apple silicon well, and leaves those for Intel with its own signature, which then fits no more.
  if (target === "darwin-x64" || (target === undefined && isIntelMac())) await resignAdHoc(outfile);
  return Object.keys(result.metafile?.inputs ?? {});
}

const isIntelMac = (): boolean => process.platform === "darwin" && process.arch === "x64";
