import { readFile, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { UsageError } from "../../core/errors.ts";
import type { Report } from "../../core/report.ts";
import { FORMATTERS } from "../../output/formatters.ts";
import { readSavedRun } from "../../records/saved-run.ts";
import type { Invocation } from "../command.ts";
import { runsFolder } from "../data-folder.ts";
import { EXIT } from "../exit.ts";
import { OUTPUTS } from "../race-options.ts";
import { choice } from "../values.ts";

/** Larger than any run that fits into a day. */
const LARGEST_FILE = 512 * 1024 * 1024;

/** `speed-kings report FILE… | last | list`: saved runs again, as they were printed at their end. */
export async function report({ flags, positionals, context }: Invocation): Promise<number> {
  const folder = runsFolder(context.env);
  if (positionals.length === 0) {
    throw new UsageError(
      "report needs a saved run",
      "give its file, `last` for the latest, or `list` to see them all",
    );
  }
  const output = choice(flags, "output", OUTPUTS) ?? "table";
  if (positionals[0] === "list" && positionals.length === 1) {
    const names = await savedRuns(folder);
    await context.print(names.map((name) => `${join(folder, name)}\n`).join(""));
    if (names.length === 0) (await context.log()).info(`no run was saved in ${folder} yet`);
    return EXIT.ok;
  }
  const format = await FORMATTERS[output]();
  for (const [index, word] of positionals.entries()) {
    // oxlint-disable-next-line no-await-in-loop -- printed in the order given
    const path = word === "last" ? await latest(folder) : word;
    // oxlint-disable-next-line no-await-in-loop
    const saved = await load(path);
    if (index > 0 && output === "table") await context.print("\n");
    // oxlint-disable-next-line no-await-in-loop
    await context.print(await format(saved, context.page()));
  }
  return EXIT.ok;
}

async function load(path: string): Promise<Report> {
  try {
    const { size } = await stat(path);
    if (size > LARGEST_FILE) throw new UsageError(`${path} is larger than 512 MiB`);
    return readSavedRun(path, await readFile(path, "utf8"));
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const code = error instanceof Error && "code" in error ? String(error.code) : "unreadable";
    throw new UsageError(`cannot read ${path} (${code})`, "check the path, or try `report list`");
  }
}

/** File names of the saved runs, oldest first: they begin with the time. */
async function savedRuns(folder: string): Promise<readonly string[]> {
  try {
    const names = await readdir(folder);
    return names.filter((name) => /\.jsonl?$/.test(name)).toSorted();
  } catch {
    return [];
  }
}

async function latest(folder: string): Promise<string> {
  const name = (await savedRuns(folder)).at(-1);
  if (name === undefined) {
    throw new UsageError(`no run was saved in ${folder} yet`, "run a benchmark first");
  }
  return join(folder, name);
}
