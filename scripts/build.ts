import { stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { VERSION } from "../src/core/version.ts";
import { bundle } from "./release/bundle.ts";
import { compile } from "./release/compile.ts";
import { thirdPartyNotices } from "./release/notices.ts";
import { packagesOf } from "./release/packages.ts";
import { makeRelease } from "./release/release.ts";
import { ROOT, readRevision } from "./release/revision.ts";
import { TARGET_IDS, isTargetId } from "./release/targets.ts";

const HELP = `Compiles speed-kings for this machine and runs it once.

  bun run build                  makes dist/speed-kings (on Windows dist/speed-kings.exe), and dist/speed-kings.js for npm
  bun run build --outfile PATH   makes PATH, and nothing for npm
  bun run build --all            makes dist/release: an archive for each system, the list of parts, SHA256SUMS
  bun run build --target NAME    the same for one system; may be given more than once
  bun run build --all --outdir PATH

Systems: ${TARGET_IDS.join(", ")}.
`;

const SUFFIX = process.platform === "win32" ? ".exe" : "";

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

const megabytes = async (path: string): Promise<string> =>
  `${((await stat(path)).size / 1e6).toFixed(1)} MB`;

async function buildHere(outfile: string, revision: string): Promise<void> {
  await compile({ outfile, revision });
  const answer = smoke(outfile);
  console.log(`${outfile}  ${await megabytes(outfile)}  ${answer}`);
}

async function buildForNpm(revision: string): Promise<void> {
  const outfile = join(ROOT, "dist/speed-kings.js");
  const packages = await packagesOf(await bundle(outfile, revision));
  await Bun.write(
    join(ROOT, "dist/THIRD-PARTY-NOTICES.md"),
    await thirdPartyNotices(packages, { withBun: false }),
  );
  console.log(`${outfile}  ${await megabytes(outfile)}`);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      help: { type: "boolean", short: "h" },
      outfile: { type: "string" },
      all: { type: "boolean" },
      target: { type: "string", multiple: true },
      outdir: { type: "string", default: join(ROOT, "dist/release") },
    },
  });
  const { help, outfile, all = false, target = [], outdir } = values;
  if (help === true) {
    process.stdout.write(HELP);
    return;
  }
  const revision = readRevision();
  const unknown = target.find((name) => !isTargetId(name));
  if (unknown !== undefined) {
    throw new Error(`there is no system ${unknown}; the systems are ${TARGET_IDS.join(", ")}`);
  }
  const targets = all ? TARGET_IDS : target.filter(isTargetId);
  if (targets.length > 0) {
    await makeRelease(resolve(outdir), targets, revision, (line) => console.log(line));
    return;
  }
  await buildHere(resolve(outfile ?? join(ROOT, `dist/speed-kings${SUFFIX}`)), revision);
  if (outfile === undefined) await buildForNpm(revision);
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
