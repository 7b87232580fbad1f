import { join } from "node:path";

const C_FLAGS = ["-std=gnu11", "-O2", "-Wall", "-Wextra"] as const;

/** The C programs of the bench, by the name of their source file. */
export const C_PROGRAMS = ["truth-server", "reader"] as const;

/** `$CC`, or whichever of cc, gcc and clang is installed. */
export function findCompiler(): string | undefined {
  const names = [process.env["CC"] ?? "", "cc", "gcc", "clang"];
  return names.map((name) => Bun.which(name)).find((path) => path !== null) ?? undefined;
}

/** Compiles one program into `folder` and gives its path. Throws with what the compiler said. */
export function compile(
  compiler: string,
  program: (typeof C_PROGRAMS)[number],
  folder: string,
  flags: readonly string[] = [],
): string {
  const output = join(folder, program);
  const source = join(import.meta.dir, `${program}.c`);
  const command = [compiler, ...C_FLAGS, ...flags, "-o", output, source];
  const result = Bun.spawnSync(command, { stdin: "ignore", stdout: "ignore", stderr: "pipe" });
  if (!result.success) throw new Error(`${compiler} failed:\n${result.stderr.toString()}`);
  return output;
}
