import type { ArchiveFile } from "./archive.ts";
import { ROOT } from "./revision.ts";

const COMPLETIONS = {
  bash: "completions/speed-kings.bash",
  zsh: "completions/_speed-kings",
  fish: "completions/speed-kings.fish",
  powershell: "completions/speed-kings.ps1",
} as const;

/** Completions and man page, as the program and its command tree print them. Throws when one of them fails. */
export async function generatedWords(): Promise<readonly ArchiveFile[]> {
  const completions = Object.entries(COMPLETIONS).map(async ([shell, path]) => ({
    path,
    bytes: await printedBy("src/main.ts", "completion", shell),
  }));
  const page = { path: "man/speed-kings.1", bytes: await printedBy("scripts/man-page.ts") };
  return [...(await Promise.all(completions)), page];
}

async function printedBy(...words: readonly string[]): Promise<Uint8Array> {
  const child = Bun.spawn([process.execPath, ...words], { cwd: ROOT, stdout: "pipe" });
  const [bytes, code] = await Promise.all([new Response(child.stdout).bytes(), child.exited]);
  if (code !== 0 || bytes.length === 0) throw new Error(`\`bun ${words.join(" ")}\` failed`);
  return bytes;
}
