import type { Report } from "../core/report.ts";
import type { Caveat } from "../core/run-comparison.ts";

/** Finds something that speaks against comparing two runs, or nothing. */
type RunRule = (base: Report, next: Report) => Omit<Caveat, "id"> | undefined;

const major = (version: string): string => version.split(".")[0] ?? version;

const machineOf = ({ environment: { cpu, cores, os, arch } }: Report): string =>
  `${cpu}, ${cores} cores, ${os} ${arch}`;

const differs = (
  what: string,
  base: string | number,
  next: string | number,
  effect: Caveat["effect"] = "warn",
): Omit<Caveat, "id"> | undefined =>
  base === next
    ? undefined
    : { effect, text: `${what}: ${base} in the base, ${next} in the new run` };

const usesFile = ({ plan }: Report): boolean => plan.sizes.some(({ size }) => size === "file");

const limitsOf = ({ plan: { limits } }: Report): string =>
  `${limits.headersMs}/${limits.firstTokenMs}/${limits.idleMs}/${limits.totalMs} ms`;

const endedEarly = ({ stopReason }: Report): boolean =>
  stopReason !== "complete" && stopReason !== "precise";

/**
 * What two runs as a whole must have in common. `void` where their numbers are not the same quantity, `warn` where the
 * circumstances alone may explain a difference.
 */
export const RUN_RULES = {
  "simulated-differs": (base, next) =>
    base.simulated === next.simulated
      ? undefined
      : {
          effect: "void",
          text: `the ${base.simulated ? "base" : "new"} run raced simulated providers, the other one real ones`,
        },
  "method-differs": (base, next) =>
    differs(
      "another version of the method",
      base.methodVersion,
      next.methodVersion,
      major(base.methodVersion) === major(next.methodVersion) ? "warn" : "void",
    ),
  "client-saturated": (base, next) => {
    const names = [
      ...(base.calibration?.verdict === "saturated" ? ["base"] : []),
      ...(next.calibration?.verdict === "saturated" ? ["new"] : []),
    ];
    return names.length === 0
      ? undefined
      : {
          effect: "void",
          text: `the machine was too slow for the ${names.join(" and the ")} run, whose numbers are void`,
        };
  },
  "workload-differs": (base, next) =>
    base.plan.workloadHash === next.plan.workloadHash
      ? undefined
      : {
          effect: usesFile(base) || usesFile(next) ? "void" : "warn",
          text: `other prompts (workload ${base.plan.workloadHash.slice(0, 8)} in the base, ${next.plan.workloadHash.slice(0, 8)} in the new run)`,
        },
  "machine-differs": (base, next) => differs("another machine", machineOf(base), machineOf(next)),
  "concurrency-differs": (base, next) =>
    differs("requests in flight per target", base.plan.concurrency, next.plan.concurrency),
  "order-differs": (base, next) =>
    differs(
      "targets raced",
      base.plan.serial ? "one at a time" : "side by side",
      next.plan.serial ? "one at a time" : "side by side",
    ),
  "cache-differs": (base, next) => differs("prompt cache", base.plan.cache, next.plan.cache),
  "connections-differ": (base, next) =>
    differs("connections", base.plan.connections, next.plan.connections),
  "temperature-differs": (base, next) =>
    differs("temperature", base.plan.temperature, next.plan.temperature),
  "limits-differ": (base, next) =>
    differs("timeouts (headers/first token/idle/total)", limitsOf(base), limitsOf(next)),
  "ended-early": (base, next) => {
    const early = [
      ...(endedEarly(base) ? [`the base run (${base.stopReason})`] : []),
      ...(endedEarly(next) ? [`the new run (${next.stopReason})`] : []),
    ];
    return early.length === 0
      ? undefined
      : { effect: "warn", text: `${early.join(" and ")} ended before every block was run` };
  },
  "tool-differs": (base, next) =>
    differs("another version of speed-kings", base.tool.version, next.tool.version, "inform"),
  "tokens-differ": (base, next) =>
    base.tokenBasis === next.tokenBasis
      ? undefined
      : {
          effect: "inform",
          text: "the runs count tokens in different units: both are compared in o200k_base tokens here",
          metrics: ["speed"],
        },
} as const satisfies Readonly<Record<string, RunRule>>;
