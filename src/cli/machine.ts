import { arch, cpus, platform, release } from "node:os";
import type { Report } from "../core/report.ts";
import { REVISION, VERSION } from "../core/version.ts";

/** The machine a run was made on, for its report. */
export function environment(): Report["environment"] {
  const processors = cpus();
  return {
    os: `${platform()} ${release()}`,
    arch: arch(),
    cpu: processors[0]?.model.trim() ?? "unknown",
    cores: processors.length,
  };
}

/** This program, for a report. */
export const tool = (): Report["tool"] => ({
  name: "speed-kings",
  version: VERSION,
  revision: REVISION,
  bun: Bun.version,
});
