import { join } from "node:path";

const ROOT = join(import.meta.dir, "..", "..");

export interface Said {
  readonly words: readonly string[];
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs speed-kings as a user would, with no key and only what `env` says about local servers. */
export async function speedKings(
  words: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Said> {
  const child = Bun.spawn(
    [process.execPath, "--no-env-file", join(ROOT, "src", "main.ts"), ...words],
    {
      env: { PATH: process.env["PATH"] ?? "", COLUMNS: "100", LC_ALL: "C.UTF-8", ...env },
      stdin: "ignore",
      stdout: "pipe",
      stderr: "pipe",
    },
  );
  const [stdout, stderr, code] = await Promise.all([
    child.stdout.text(),
    child.stderr.text(),
    child.exited,
  ]);
  return { words, code, stdout, stderr };
}
