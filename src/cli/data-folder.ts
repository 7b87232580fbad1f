import { homedir } from "node:os";
import { join } from "node:path";

/** Where runs are kept: the data folder of the system for this program, or `SPEED_KINGS_DATA`. */
function dataFolder(
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
): string {
  const own = env["SPEED_KINGS_DATA"];
  if (own !== undefined && own !== "") return own;
  const home = env["HOME"] ?? homedir();
  if (platform === "win32") {
    return join(env["LOCALAPPDATA"] ?? join(home, "AppData", "Local"), "speed-kings");
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
