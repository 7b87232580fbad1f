import type { BuildTarget } from "./targets.ts";

/** For whom an executable file is. */
export type ExecutableFormat = Pick<BuildTarget, "os" | "cpu" | "libc">;

// Numbers: <elf.h>, Apple's <mach/machine.h>, and Microsoft's "PE Format".
const ELF_CPUS = { 0x3e: "x64", 0xb7: "arm64" } as const;
const MACHO_CPUS = { 0x01000007: "x64", 0x0100000c: "arm64" } as const;
const PE_CPUS = { 0x8664: "x64", 0xaa64: "arm64" } as const;

/** Reads from an executable for which system it is. Throws when it is for none that this project knows. */
export function executableFormat(file: Buffer): ExecutableFormat {
  if (file.readUInt32BE(0) === 0x7f454c46) {
    const libc = /\/ld-(?<kind>musl|linux)-/.exec(file.toString("latin1", 0, 4096))?.groups;
    return {
      os: "linux",
      cpu: cpuOf(ELF_CPUS, file.readUInt16LE(18)),
      libc: libc?.["kind"] === "musl" ? "musl" : "glibc",
    };
  }
  if (file.readUInt32LE(0) === 0xfeedfacf) {
    return { os: "darwin", cpu: cpuOf(MACHO_CPUS, file.readUInt32LE(4)) };
  }
  if (file.toString("latin1", 0, 2) === "MZ") {
    const header = file.readUInt32LE(0x3c);
    return { os: "win32", cpu: cpuOf(PE_CPUS, file.readUInt16LE(header + 4)) };
  }
  throw new Error("this is no executable for Linux, macOS or Windows");
}

function cpuOf(
  cpus: Readonly<Record<number, BuildTarget["cpu"]>>,
  number: number,
): BuildTarget["cpu"] {
  const cpu = cpus[number];
  if (cpu === undefined)
    throw new Error(`an executable for an unknown CPU (0x${number.toString(16)})`);
  return cpu;
}
