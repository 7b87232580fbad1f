import { fstatSync } from "node:fs";

// node:tty costs 4 ms at the start of the program (Bun 1.4.5), so it is loaded only where there may be a terminal.
const tty = () => process.getBuiltinModule("node:tty");

/** Whether a descriptor is a terminal. A closed one is none. */
export function isTty(fd: number): boolean {
  try {
    // A pipe and a file are no devices. Windows does not say so of its consoles in every case.
    if (process.platform !== "win32" && !fstatSync(fd).isCharacterDevice()) return false;
    return tty().isatty(fd);
  } catch {
    return false;
  }
}

/** What the terminal at `fd` says of its size, 0 when it does not know. Only for a terminal. */
export function terminalSize(fd: number): { readonly columns: number; readonly rows: number } {
  const { WriteStream } = tty();
  return new WriteStream(fd);
}
