import { spawn } from "node:child_process";
import type { Log } from "../terminal/log.ts";

/** Where a file would be opened. */
export interface Desktop {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
}

const isSet = (value: string | undefined): boolean => value !== undefined && value !== "";

/**
 * The command that opens a file with what the system has for it; a reason where nobody would see it: on a CI machine, and without
 * a display.
 */
export function openerFor(
  path: string,
  { env, platform }: Desktop,
): { readonly command: readonly string[] } | { readonly reason: string } {
  if (isSet(env["CI"]) && env["CI"] !== "false") return { reason: "this is a CI machine" };
  if (platform === "darwin") return { command: ["open", path] };
  if (platform === "win32") {
    // Not `start`: cmd.exe would read the path as part of a command line.
    return { command: ["rundll32.exe", "url.dll,FileProtocolHandler", path] };
  }
  return isSet(env["DISPLAY"]) || isSet(env["WAYLAND_DISPLAY"])
    ? { command: ["xdg-open", path] }
    : { reason: "there is no display" };
}

/** Opens a file for a person to look at, and does not wait for it. Where that is not possible, the log says why and which file. */
export async function openFile(path: string, desktop: Desktop, log: Log): Promise<void> {
  const opener = openerFor(path, desktop);
  if ("reason" in opener) {
    log.info(`not opened, as ${opener.reason}: ${path}`);
    return;
  }
  const [program = "", ...words] = opener.command;
  await new Promise<void>((resolve) => {
    const child = spawn(program, words, { detached: true, stdio: "ignore" });
    child.once("error", () => {
      log.warn(`not opened, as ${program} cannot be run: ${path}`);
      resolve();
    });
    child.once("spawn", () => {
      child.unref();
      resolve();
    });
  });
}
