import { chmod } from "node:fs/promises";
import { join } from "node:path";
import { packedRanks } from "./packed-ranks.ts";
import { ROOT } from "./revision.ts";

// Without these two words Bun would read .env of the folder it is started in, and run the `preload` of its bunfig.toml.
const SHEBANG = "#!/usr/bin/env -S bun --no-env-file --config=/dev/null";

/**
 * Makes the one file of the npm package; its text is the same whoever makes it. Gives the source files in it, relative to the project.
 * Throws when it cannot.
 */
export async function bundle(outfile: string, revision: string): Promise<readonly string[]> {
  const result = await Bun.build({
    entrypoints: [join(ROOT, "scripts/release/npm-entry.ts")],
    target: "bun",
    format: "esm",
    minify: true,
    metafile: true,
    plugins: [packedRanks],
    define: { BUILD_REVISION: JSON.stringify(revision), IS_ONE_FILE: "true" },
    throw: false,
  });
  const [output, ...others] = result.outputs;
  if (!result.success || output === undefined || others.length > 0) {
    throw new Error(["The bundle failed.", ...result.logs.map(String)].join("\n"));
  }
  const code = (await output.text()).replace(/^(?:#!.*\n|\/\/ @bun.*\n)+/, "");
  await Bun.write(outfile, `${SHEBANG}\n${code}`);
  await chmod(outfile, 0o755);
  return Object.keys(result.metafile?.inputs ?? {});
}
