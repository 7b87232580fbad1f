import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * The temporary folder and the child processes of one run of the bench: `dispose` leaves neither behind.
 */
export interface Workplace {
  readonly folder: string;
  /** Hands the child back, and kills it at the end unless it is over by then. */
  track<Child extends Bun.Subprocess>(child: Child): Child;
  dispose(): void;
}

export function openWorkplace(): Workplace {
  const folder = mkdtempSync(join(tmpdir(), "speed-kings-bench-"));
  const children = new Set<Bun.Subprocess>();
  const dispose = (): void => {
    for (const child of children) child.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  };
  return {
    folder,
    track: (child) => {
      children.add(child);
      void child.exited.then(() => children.delete(child));
      return child;
    },
    dispose,
  };
}

/** Ctrl-C and a polite kill clean up as well, and end the process with the usual code. */
export function disposeOnSignal(workplace: Workplace): void {
  for (const [signal, code] of [
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const) {
    process.once(signal, () => {
      workplace.dispose();
      process.exit(code);
    });
  }
}
