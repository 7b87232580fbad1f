import { homedir } from "node:os";
import { join } from "node:path";

const isSet = (value: string | undefined): value is string => value !== undefined && value !== "";

/** Where runs are kept: the data folder of the system for this program, or `SPEED_KINGS_DATA`. */
export function dataFolder(
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
): string {
  const own = env["SPEED_KINGS_DATA"];
  if (isSet(own)) return own;
  // An empty HOME, as some service managers set it, would make the folder of the moment the home.
  const home = isSet(env["HOME"]) ? env["HOME"] : homedir();
  if (platform === "win32") {
    return join(
      isSet(env["LOCALAPPDATA"]) ? env["LOCALAPPDATA"] : join(home, "AppData", "Local"),
      "speed-kings",
    );
  }
  if (platform === "darwin") return join(home, "Library", "Application Support", "speed-kings");
  const xdg = env["XDG_DATA_HOME"];
  return join(
    xdg !== undefined && xdg.startsWith("/") ? xdg : join(home, ".local", "share"),
    "speed-kings",
  );
}

/** Where the records of runs are kept. */
export const runsFolder = (env: Readonly<Record<string, string | undefined>>): string =>
  join(dataFolder(env, process.platform), "runs");
