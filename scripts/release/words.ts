import { existsSync } from "node:fs";
import { join } from "node:path";
import type { ArchiveFile } from "./archive.ts";
import { ROOT } from "./revision.ts";

const COMPLETIONS = {
  bash: "completions/speed-kings.bash",
  zsh: "completions/_speed-kings",
  fish: "completions/speed-kings.fish",
  powershell: "completions/speed-kings.ps1",
} as const;

const MAN_PAGE = "scripts/man-page.ts";

/** Completions and man page, as the program and its command tree print them. Throws when one of them fails. */
export async function generatedWords(): Promise<readonly ArchiveFile[]> {
  // Until both are there an archive goes without.
  if (![MAN_PAGE, "src/cli/commands/completion.ts"].every((file) => existsSync(join(ROOT, file)))) {
    return [];
  }
  const completions = Object.entries(COMPLETIONS).map(async ([shell, path]) => ({
    path,
    bytes: await printedBy("src/main.ts", "completion", shell),
  }));
  const page = { path: "man/speed-kings.1", bytes: await printedBy(MAN_PAGE) };
  return [...(await Promise.all(completions)), page];
}

async function printedBy(...words: readonly string[]): Promise<Uint8Array> {
  const child = Bun.spawn([process.execPath, ...words], { cwd: ROOT, stdout: "pipe" });
  const [bytes, code] = await Promise.all([new Response(child.stdout).bytes(), child.exited]);
  if (code !== 0 || bytes.length === 0) throw new Error(`\`bun ${words.join(" ")}\` failed`);
  return bytes;
}
