import { dlopen, ptr } from "bun:ffi";

const READS = 5000;

const LIBRARIES: Partial<Record<NodeJS.Platform, { names: string[]; clockMonotonic: number }>> = {
  linux: {
    names: ["libc.so.6", "libc.musl-x86_64.so.1", "libc.musl-aarch64.so.1"],
    clockMonotonic: 1,
  },
  darwin: { names: ["libSystem.B.dylib"], clockMonotonic: 6 },
};

const symbols = { clock_gettime: { args: ["int", "ptr"], returns: "int" } } as const;

function openLibrary(names: readonly string[]): ReturnType<typeof dlopen<typeof symbols>> {
  for (const name of names) {
    try {
      return dlopen(name, symbols);
    } catch {
      // The next name is another C library's.
    }
  }
  throw new Error(`none of ${names.join(", ")} can be opened: the two clocks cannot be aligned`);
}

export interface ClockAlignment {
  /** To be added to `Bun.nanoseconds()` to get CLOCK_MONOTONIC. */
  readonly offsetNs: number;
  readonly uncertaintyNs: number;
}

/**
 * How far `Bun.nanoseconds()`, which begins with the process, is from the CLOCK_MONOTONIC of the C programs. Each reading of one
 * clock lies between two of the other; the tightest of 5,000 such brackets counts, and half of it bounds the error.
 */
export function alignClocks(): ClockAlignment {
  const library = LIBRARIES[process.platform];
  if (library === undefined) throw new Error(`no CLOCK_MONOTONIC known for ${process.platform}`);
  const libc = openLibrary(library.names);
  const timespec = new BigInt64Array(2);
  const address = ptr(timespec);
  let best: ClockAlignment = { offsetNs: 0, uncertaintyNs: Number.POSITIVE_INFINITY };
  for (let read = 0; read < READS; read++) {
    const before = Bun.nanoseconds();
    libc.symbols.clock_gettime(library.clockMonotonic, address);
    const after = Bun.nanoseconds();
    const uncertaintyNs = (after - before) / 2;
    if (uncertaintyNs < best.uncertaintyNs) {
      const monotonic = Number(timespec[0]) * 1e9 + Number(timespec[1]);
      best = { offsetNs: monotonic - (before + after) / 2, uncertaintyNs };
    }
  }
  libc.close();
  return best;
}
