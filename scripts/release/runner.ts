import { existsSync } from "node:fs";
import type { BuildTarget } from "./targets.ts";

/** How this machine runs a binary. */
export interface Runner {
  readonly through: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** False where the program cannot start itself once more, as the demo does: the system does not know the emulator. */
  readonly canSpawn: boolean;
}

const ARM_LIBRARIES = "/usr/aarch64-linux-gnu";

/** How to run a binary here; what is missing when it cannot be. `muslLibraries`: a folder with libstdc++ and libgcc_s for musl. */
export function runnerFor(target: BuildTarget, muslLibraries: string | undefined): Runner | string {
  const { os, cpu, libc } = target;
  if (os !== process.platform) return `this machine runs ${process.platform}`;
  const env: Record<string, string> = {};
  if (libc === "musl") {
    const loader = `/lib/ld-musl-${cpu === "x64" ? "x86_64" : "aarch64"}.so.1`;
    if (!existsSync(loader)) return `there is no ${loader}`;
    if (muslLibraries !== undefined) env["LD_LIBRARY_PATH"] = muslLibraries;
  }
  if (cpu === process.arch) return { through: [], env, canSpawn: true };
  if (libc !== "glibc") return `this machine is ${process.arch}`;
  const qemu = Bun.which("qemu-aarch64") ?? Bun.which("qemu-aarch64-static");
  if (cpu !== "arm64" || qemu === null) return "there is no qemu-aarch64";
  if (!existsSync(ARM_LIBRARIES)) return `there is no ${ARM_LIBRARIES}`;
  const canSpawn = existsSync("/proc/sys/fs/binfmt_misc/qemu-aarch64");
  return { through: [qemu], env: { QEMU_LD_PREFIX: ARM_LIBRARIES }, canSpawn };
}
