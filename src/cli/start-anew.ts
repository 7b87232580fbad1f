import type { EnvironmentChange } from "../wire/environment.ts";
import { ownCommand } from "./self.ts";

/**
 * Starts this program again with the same arguments and a changed environment, in place of the running one. Bun reads its cap on
 * parallel requests once, at the start, so nothing else raises it. Returns the exit code where the system cannot replace a
 * process (Windows) and a child was run instead; elsewhere it does not return.
 */
export async function startAnew(change: EnvironmentChange): Promise<number> {
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries({ ...process.env, ...change.set })) {
    if (value !== undefined && !change.unset.includes(name)) env[name] = value;
  }
  const words = [...ownCommand(), ...process.argv.slice(2)];
  if (process.platform !== "win32" && process.execve !== undefined) {
    process.execve(process.execPath, words, env);
  }
  const child = Bun.spawn(words, { env, stdio: ["inherit", "inherit", "inherit"] });
  return child.exited;
}
