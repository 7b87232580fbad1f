import { access, constants, stat, statfs } from "node:fs/promises";
import { dirname } from "node:path";
import { listKeptRuns } from "../../records/run-folder.ts";
import { runsFolder } from "../data-folder.ts";
import { fileProblem } from "../file-problem.ts";
import { fail, ok, warn } from "./check.ts";
import type { Check } from "./check.ts";

const MB = 1e6;
/** Some hundred runs of the usual size. */
const LITTLE_SPACE_MB = 200;
const ADVICE = "set SPEED_KINGS_DATA to a folder of yours, or use --no-save";

/** Whether runs can be kept: the folder, or the one in which it will be made, can be written and has room. Makes nothing. */
export const checkDataFolder: Check = async ({ env }) => {
  const folder = runsFolder(env);
  try {
    const present = await nearestPresent(folder);
    await access(present, constants.W_OK | constants.X_OK);
    const runs = (await listKeptRuns(folder)).length;
    const { bavail, bsize } = await statfs(present);
    const freeMb = (bavail * bsize) / MB;
    const room = freeMb >= 1000 ? `${(freeMb / 1000).toFixed(0)} GB` : `${freeMb.toFixed(0)} MB`;
    const found = `${folder}: ${runs === 1 ? "1 run" : `${runs} runs`}, ${room} free`;
    return freeMb < LITTLE_SPACE_MB ? warn(found, `make room, or ${ADVICE}`) : ok(found);
  } catch (error) {
    return fail(`${folder} cannot be used: ${fileProblem(error)}`, ADVICE);
  }
};

/** The folder itself or the first one above it that is there. @throws the system's error, also where a file stands in the way. */
async function nearestPresent(path: string): Promise<string> {
  try {
    await stat(`${path}/`);
    return path;
  } catch (error) {
    const isAbsent = error instanceof Error && "code" in error && error.code === "ENOENT";
    if (!isAbsent || dirname(path) === path) throw error;
    return nearestPresent(dirname(path));
  }
}
