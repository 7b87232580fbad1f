import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import { UsageError } from "../core/errors.ts";
import type { Report } from "../core/report.ts";
import { FILE_PAGE, formatOf } from "../output/format-of.ts";
import type { Format } from "../output/formatters.ts";
import { tryWriting, writeWhole } from "../records/write-whole.ts";
import type { Log } from "../terminal/log.ts";
import { describeError } from "./describe-error.ts";
import { fileProblem } from "./file-problem.ts";
import { renderRuns } from "./render-runs.ts";

/** A file that is to be written at the end, known to be writable and in which format. */
export interface Export {
  readonly path: string;
  readonly format: Format;
}

async function prepareOne(path: string): Promise<Export> {
  const format = formatOf(path);
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (isFolder) throw new UsageError(`--export ${path} is a folder`, "name a file in it");
  try {
    await tryWriting(path);
  } catch (error) {
    throw new UsageError(
      `cannot write ${path}: ${fileProblem(error)}`,
      "--export takes files in folders that exist and are yours",
    );
  }
  return { path, format };
}

/**
 * Looks at everything that could keep the files of `--export` from being written, before a race begins: that each ends in a known
 * format, that its folder is there and may be written to, and that none is named twice. Writes nothing that stays.
 * @throws UsageError for the first that cannot be.
 */
export async function prepareExports(paths: readonly string[]): Promise<readonly Export[]> {
  const twice = paths.find(
    (path, index) => paths.findIndex((other) => resolve(other) === resolve(path)) < index,
  );
  if (twice !== undefined) throw new UsageError(`--export names ${twice} twice`, "name it once");
  return Promise.all(paths.map(prepareOne));
}

/**
 * Writes runs into the prepared files, each whole or not at all. A file that cannot be written is an error in the log and keeps
 * no other from being written. Says whether all of them were.
 */
export async function exportRuns(
  runs: readonly { readonly name: string; readonly report: Report }[],
  exports: readonly Export[],
  log: Log,
): Promise<boolean> {
  let areAllWritten = true;
  for (const { path, format } of exports) {
    try {
      // One after the other: each text may be large.
      // oxlint-disable-next-line no-await-in-loop
      await writeWhole(path, await renderRuns(runs, format, FILE_PAGE));
      log.info(`written: ${path}`);
    } catch (error) {
      areAllWritten = false;
      log.error(
        error instanceof UsageError
          ? `${path}: ${describeError(error)}`
          : `cannot write ${path}: ${fileProblem(error)}`,
      );
    }
  }
  return areAllWritten;
}
