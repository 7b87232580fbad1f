import { join } from "node:path";

export const ROOT = join(import.meta.dir, "../..");

/** The commit of the working tree, `-dirty` after uncommitted changes; `unknown` outside of a git checkout. */
export function readRevision(): string {
  try {
    const git = ["git", "describe", "--always", "--dirty", "--exclude=*", "--abbrev=12"];
    const { exitCode, stdout } = Bun.spawnSync(git, { cwd: ROOT, stderr: "ignore" });
    return exitCode === 0 ? stdout.toString().trim() : "unknown";
  } catch {
    return "unknown";
  }
}

/** When the commit of the working tree was made; the start of 1980, the first time that a ZIP can hold, outside of a git checkout. */
export function readCommitTime(): Date {
  const git = ["git", "log", "-1", "--format=%ct"];
  const { exitCode, stdout } = Bun.spawnSync(git, { cwd: ROOT, stderr: "ignore" });
  return exitCode === 0 ? new Date(Number(stdout.toString()) * 1000) : new Date("1980-01-01");
}
