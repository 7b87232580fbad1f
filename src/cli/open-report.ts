import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Log } from "../terminal/log.ts";
import { exportRuns } from "./exports.ts";
import type { Export } from "./exports.ts";
import type { NamedRun } from "./load-runs.ts";
import { openFile } from "./open-file.ts";

/**
 * What `--open` does at the end: opens the HTML that `--export` has just written, or else one that is made for it in a folder of
 * its own among the temporary files.
 */
export async function openReport(
  runs: readonly NamedRun[],
  exports: readonly Export[],
  env: Readonly<Record<string, string | undefined>>,
  log: Log,
): Promise<void> {
  const desktop = { env, platform: process.platform };
  const written = exports.find(({ format }) => format === "html");
  if (written !== undefined) return openFile(written.path, desktop, log);
  const path = join(await mkdtemp(join(tmpdir(), "speed-kings-")), "report.html");
  if (await exportRuns(runs, [{ path, format: "html" }], log)) await openFile(path, desktop, log);
}
