import { mkdtemp, readFile, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { ROOT } from "./release/revision.ts";
import { TARGET_IDS } from "./release/targets.ts";

const HELP = `Builds the commit of the working tree in two fresh folders and compares what comes out, byte by byte.

  bun scripts/reproduce.ts                      every system: takes five minutes
  bun scripts/reproduce.ts --target linux-x64   this one; may be given more than once
`;

async function run(cwd: string, ...command: readonly string[]): Promise<void> {
  const child = Bun.spawn([...command], { cwd, stdio: ["ignore", "ignore", "inherit"] });
  if ((await child.exited) !== 0) throw new Error(`\`${command.join(" ")}\` failed`);
}

/** SHA256SUMS of a release that is built in a folder of its own. */
async function sumsOf(name: string, targets: readonly string[]): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), `speed-kings-${name}-`));
  try {
    await run(ROOT, "git", "clone", "--quiet", "--no-hardlinks", ROOT, join(folder, name));
    const clone = join(folder, name);
    await run(clone, process.execPath, "install", "--frozen-lockfile");
    // The runtimes were compared with the lock when they came: twice the same download proves nothing more.
    const cache = "node_modules/.cache";
    await rm(join(clone, cache), { recursive: true, force: true });
    await symlink(join(ROOT, cache), join(clone, cache));
    const flags = targets.flatMap((target) => ["--target", target]);
    await run(clone, process.execPath, "scripts/build.ts", ...flags);
    return (await readFile(join(clone, "dist/release/SHA256SUMS"), "utf8")).trim().split("\n");
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      help: { type: "boolean", short: "h" },
      target: { type: "string", multiple: true, default: [...TARGET_IDS] },
    },
  });
  if (values.help === true) {
    process.stdout.write(HELP);
    return;
  }
  const first = await sumsOf("first", values.target);
  const second = await sumsOf("second-with-a-longer-name", values.target);
  const different = first.filter((line) => !second.includes(line));
  for (const line of first) console.log(different.includes(line) ? `DIFFERS ${line}` : line);
  if (different.length > 0) throw new Error(`${different.length} files are not the same again`);
  console.log(`${first.length} files are the same again`);
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
