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
