import { arch, cpus, loadavg, platform, release, totalmem } from "node:os";

/** Where numbers were taken: they mean little without it. */
export interface Machine {
  readonly os: string;
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGib: number;
  readonly bun: string;
  /** Of the minute before the bench began: what others were doing. */
  readonly loadBefore: number;
}

export const describeMachine = (): Machine => ({
  os: `${platform()} ${release()} ${arch()}`,
  cpu: cpus()[0]?.model ?? "unknown CPU",
  cores: cpus().length,
  memoryGib: Math.round(totalmem() / 2 ** 30),
  bun: Bun.version,
  loadBefore: loadavg()[0] ?? Number.NaN,
});

/** Milliseconds that all cores together have spent idle since the machine was started. */
export const idleMs = (): number => cpus().reduce((sum, { times }) => sum + times.idle, 0);
