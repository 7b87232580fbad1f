import { UsageError } from "../core/errors.ts";
import { tryWriting, writeWhole } from "../records/write-whole.ts";
import type { Log } from "../terminal/log.ts";
import { fileProblem } from "./file-problem.ts";

/** The file of `--junit`, found to be writable before anything is measured. @throws UsageError when it is not. */
export async function prepareJunit(path: string | undefined): Promise<string | undefined> {
  if (path === undefined) return undefined;
  try {
    await tryWriting(path);
    return path;
  } catch (error) {
    throw new UsageError(
      `cannot write ${path}: ${fileProblem(error)}`,
      "--junit takes a file in a folder that exists and is yours",
    );
  }
}

/** Writes it, whole or not at all; without a path does nothing. Says whether all is well, and why not. */
export async function writeJunit(
  path: string | undefined,
  xml: string,
  log: Log,
): Promise<boolean> {
  if (path === undefined) return true;
  try {
    await writeWhole(path, xml);
    return true;
  } catch (error) {
    log.error(`cannot write ${path}: ${fileProblem(error)}`);
    return false;
  }
}
