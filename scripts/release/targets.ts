/** One binary that is released. */
export interface BuildTarget {
  /** As `process.platform` says it. */
  readonly os: "linux" | "darwin" | "win32";
  readonly cpu: "x64" | "arm64";
  readonly libc?: "glibc" | "musl";
  /** The npm package that carries Bun for this machine. */
  readonly runtime: `@oven/bun-${string}`;
  /** Bun's name of the machine. */
  readonly bun: Bun.Build.CompileTarget;
  /** For whom: the README's words. */
  readonly label: string;
}

/**
 * Every binary of a release. Since Bun 1.4 the usual x64 runtime needs no AVX2, so `-baseline` is the same runtime; it has its own row
 * for those who look for the name.
 */
export const TARGETS = {
  "linux-x64": {
    os: "linux",
    cpu: "x64",
    libc: "glibc",
    runtime: "@oven/bun-linux-x64",
    bun: "bun-linux-x64",
    label: "Linux x64 (glibc)",
  },
  "linux-x64-baseline": {
    os: "linux",
    cpu: "x64",
    libc: "glibc",
    runtime: "@oven/bun-linux-x64",
    bun: "bun-linux-x64-baseline",
    label: "Linux x64 without AVX2",
  },
  "linux-arm64": {
    os: "linux",
    cpu: "arm64",
    libc: "glibc",
    runtime: "@oven/bun-linux-aarch64",
    bun: "bun-linux-arm64",
    label: "Linux arm64 (glibc)",
  },
  "linux-x64-musl": {
    os: "linux",
    cpu: "x64",
    libc: "musl",
    runtime: "@oven/bun-linux-x64-musl",
    bun: "bun-linux-x64-musl",
    label: "Linux x64 (musl: Alpine)",
  },
  "linux-arm64-musl": {
    os: "linux",
    cpu: "arm64",
    libc: "musl",
    runtime: "@oven/bun-linux-aarch64-musl",
    bun: "bun-linux-arm64-musl",
    label: "Linux arm64 (musl: Alpine)",
  },
  "darwin-arm64": {
    os: "darwin",
    cpu: "arm64",
    runtime: "@oven/bun-darwin-aarch64",
    bun: "bun-darwin-arm64",
    label: "macOS, Apple silicon",
  },
  "darwin-x64": {
    os: "darwin",
    cpu: "x64",
    runtime: "@oven/bun-darwin-x64",
    bun: "bun-darwin-x64",
    label: "macOS, Intel",
  },
  "windows-x64": {
    os: "win32",
    cpu: "x64",
    runtime: "@oven/bun-windows-x64",
    bun: "bun-windows-x64",
    label: "Windows x64",
  },
  "windows-arm64": {
    os: "win32",
    cpu: "arm64",
    runtime: "@oven/bun-windows-aarch64",
    bun: "bun-windows-arm64",
    label: "Windows arm64",
  },
} as const satisfies Record<string, BuildTarget>;

export type TargetId = keyof typeof TARGETS;

export const TARGET_IDS: readonly TargetId[] = Object.keys(TARGETS).filter(isTargetId);

export function isTargetId(word: string): word is TargetId {
  return Object.hasOwn(TARGETS, word);
}

/** How the program is called on that system. */
export const binaryName = (os: BuildTarget["os"]): string =>
  os === "win32" ? "speed-kings.exe" : "speed-kings";

/** File name of the archive: `speed-kings-0.1.0-linux-x64.tar.gz`. */
export const archiveName = (version: string, id: TargetId): string =>
  `${folderName(version, id)}.${TARGETS[id].os === "win32" ? "zip" : "tar.gz"}`;

/** The one folder inside of the archive. */
export const folderName = (version: string, id: TargetId): string => `speed-kings-${version}-${id}`;
