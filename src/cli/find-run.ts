import { existsSync } from "node:fs";
import { UsageError } from "../core/errors.ts";
import { nearest } from "../core/suggest.ts";
import { listKeptRuns } from "../records/run-folder.ts";
import type { KeptRun } from "../records/run-folder.ts";
import { fileProblem } from "./file-problem.ts";

const LAST = /^last(?:~(?<back>\d{1,4}))?$/;

/** The kept runs, newest first. @throws UsageError when the folder cannot be read. */
export async function keptRuns(folder: string): Promise<readonly KeptRun[]> {
  try {
    return await listKeptRuns(folder);
  } catch (error) {
    throw new UsageError(
      `cannot read ${folder}, where runs are kept: ${fileProblem(error)}`,
      "set SPEED_KINGS_DATA to a folder of yours",
    );
  }
}

/**
 * The path that a word stands for: `last`, `last~1` (the one before), the name of a kept run as `report list` shows it or its
 * beginning, or a path. A file that is called `last` is `./last`.
 * @throws UsageError when it stands for nothing, or for several.
 */
export async function findRun(word: string, folder: string): Promise<string> {
  const back = LAST.exec(word);
  if (back !== null) return nthLast(Number(back.groups?.["back"] ?? 0), folder);
  if (word.trim() === "") {
    throw new UsageError("an empty word names no run", "see `speed-kings report list`");
  }
  if (existsSync(word)) return word;
  const isName = !/[/\\]/.test(word) && !/\.jsonl?$/.test(word);
  const runs = isName ? await keptRuns(folder) : [];
  const found = runs.filter(({ id }) => id.startsWith(word));
  if (found.length > 1) {
    throw new UsageError(
      `${found.length} kept runs begin with "${word}"`,
      "write more of the name",
    );
  }
  if (found[0] !== undefined) return found[0].path;
  throw noSuchRun(word);
}

async function nthLast(back: number, folder: string): Promise<string> {
  const runs = await keptRuns(folder);
  const run = runs[back];
  if (run !== undefined) return run.path;
  throw runs.length === 0
    ? new UsageError(`no run is kept in ${folder} yet`, "run a benchmark first")
    : new UsageError(
        `there is no last~${back}: ${runs.length} ${runs.length === 1 ? "run is" : "runs are"} kept`,
        "see `speed-kings report list`",
      );
}

function noSuchRun(word: string): UsageError {
  const close = nearest(word, ["last", "list"]);
  return new UsageError(
    `there is no file ${word}, and no kept run of that name`,
    close === undefined ? "see `speed-kings report list`" : `did you mean ${close}?`,
  );
}
