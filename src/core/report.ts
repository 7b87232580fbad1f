import type { StopReason } from "./events.ts";
import type { FailureKind } from "./failure.ts";
import type { Plan, WorkloadSize } from "./plan.ts";
import type { Sample, TokenSource } from "./sample.ts";
import type { ServerTimings } from "./stream.ts";

/** Names of the metrics, in the order of a report. Milliseconds but for `outputSpeed` (tokens per second). */
export const METRICS = [
  "headersMs",
  "firstEventMs",
  "ttftMs",
  "ttfatMs",
  "outputSpeed",
  "tpotMs",
  "iclMs",
  "e2eMs",
] as const;
export type MetricId = (typeof METRICS)[number];

/** What a set of values looks like. Absent where there was no value at all. */
export interface Distribution {
  readonly n: number;
  readonly mean: number;
  /** With n - 1; absent for a single value. */
  readonly stddev?: number;
  readonly min: number;
  readonly max: number;
  readonly p50: number;
  readonly p95: number;
  /** False while n is too small to bound the 95th percentile (n < 59): then p95 is only indicative. */
  readonly p95Bounded: boolean;
}

/** Something a reader must know about a number. Data: `id` for programs, `text` for people. */
export interface Label {
  readonly id: string;
  readonly text: string;
  readonly value?: number;
}

/** What one target did with prompts of one size; results of different sizes are never pooled. */
export interface TargetReport {
  readonly id: string;
  readonly provider: string;
  readonly model: string;
  readonly size: WorkloadSize["size"];
  readonly answeredModel?: string;
  readonly attempts: {
    readonly total: number;
    readonly ok: number;
    readonly failed: number;
    readonly byKind: Readonly<Partial<Record<FailureKind, number>>>;
  };
  readonly warmup: { readonly total: number; readonly ok: number };
  readonly metrics: Readonly<Partial<Record<MetricId, Distribution>>>;
  /** Sums over the measured attempts. */
  readonly tokens: {
    readonly input?: number;
    readonly output?: number;
    readonly reasoning?: number;
    readonly cached?: number;
    readonly source?: TokenSource;
  };
  /** Medians of what the provider said about itself. */
  readonly serverTimings?: ServerTimings;
  readonly labels: readonly Label[];
}

/** The whole of a run: the contract of `--output json` and of every saved run. */
export interface Report {
  readonly schemaVersion: 1;
  readonly tool: {
    readonly name: "speed-kings";
    readonly version: string;
    readonly revision: string;
    readonly bun: string;
  };
  readonly startedAt: string;
  readonly endedAt: string;
  readonly interrupted: boolean;
  readonly stopReason: StopReason;
  /** True when the targets were simulated (`speed-kings demo`). */
  readonly simulated: boolean;
  readonly environment: {
    readonly os: string;
    readonly arch: string;
    readonly cpu: string;
    readonly cores: number;
  };
  readonly plan: Plan;
  /** Whose tokens `outputSpeed` counts: the providers' own when all run one model, else o200k_base. */
  readonly tokenBasis: "native" | "o200k";
  /** One entry for each target and size. */
  readonly targets: readonly TargetReport[];
  readonly samples: readonly Sample[];
}
