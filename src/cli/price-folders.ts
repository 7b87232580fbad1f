import { homedir } from "node:os";
import { join } from "node:path";

type Environment = Readonly<Record<string, string | undefined>>;

const absolute = (path: string | undefined): string | undefined =>
  path !== undefined && path !== "" && (path.startsWith("/") || /^[a-z]:[\\/]/i.test(path))
    ? path
    : undefined;

/** Where a person keeps prices of their own, by the habits of the system. */
export function ownPricesPath(env: Environment, platform: NodeJS.Platform): string {
  const home = env["HOME"] ?? homedir();
  const folder = {
    win32: () => absolute(env["APPDATA"]) ?? join(home, "AppData", "Roaming"),
    darwin: () => join(home, "Library", "Application Support"),
    other: () => absolute(env["XDG_CONFIG_HOME"]) ?? join(home, ".config"),
  }[platform === "win32" || platform === "darwin" ? platform : "other"]();
  return join(folder, "speed-kings", "pricing.json");
}

/** Where `pricing refresh --write` keeps what it found. */
export function refreshedPricesPath(env: Environment, platform: NodeJS.Platform): string {
  const home = env["HOME"] ?? homedir();
  const folder = {
    win32: () =>
      join(absolute(env["LOCALAPPDATA"]) ?? join(home, "AppData", "Local"), "speed-kings", "cache"),
    darwin: () => join(home, "Library", "Caches", "speed-kings"),
    other: () => join(absolute(env["XDG_CACHE_HOME"]) ?? join(home, ".cache"), "speed-kings"),
  }[platform === "win32" || platform === "darwin" ? platform : "other"]();
  return join(folder, "pricing.json");
}
