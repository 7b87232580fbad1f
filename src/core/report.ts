import type { Calibration } from "./calibration.ts";
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

/** What targets are ranked by. `value` is tokens per dollar. */
export const CATEGORIES = ["speed", "ttft", "e2e", "value"] as const;
export type Category = (typeof CATEGORIES)[number];

/** Lower and upper end; null where an end is not bounded (a timeout or a failure lies there). */
export type ReportedInterval = readonly [low: number | null, high: number | null];

/**
 * What the values of one metric look like. Quantiles are over all attempts, so that failing never looks fast: a timeout is a value
 * of which only a lower bound is known, an error of the provider is worse than any number. Moments, `min` and `max` are over the
 * values that were seen.
 */
export interface Distribution {
  /** Attempts that count for this metric, failed ones included. */
  readonly n: number;
  /** `n` less what autocorrelation takes away; intervals are made for it. */
  readonly nEffective: number;
  readonly mean?: number;
  /** With n - 1; absent for a single value. */
  readonly stddev?: number;
  readonly min?: number;
  readonly max?: number;
  /** Null when fewer than half of the attempts got this far; then `p50Above`, if it is there, is a lower bound. */
  readonly p50: number | null;
  readonly p50Above?: number;
  /** Exact binomial, 95 %. Absent below n = 6. */
  readonly p50Interval?: ReportedInterval;
  readonly p95: number | null;
  readonly p95Above?: number;
  readonly p95Interval?: ReportedInterval;
  /** False while the effective n is too small to bound the 95th percentile (59): then p95 is only indicative. */
  readonly p95Bounded: boolean;
  readonly p99?: number;
  /** The same over successes alone; only where some attempts failed. */
  readonly givenSuccess?: { readonly n: number; readonly p50: number; readonly p95: number };
}

/** What a label does: `void` takes a number away, `warn` and `inform` stand beside it. */
export type LabelEffect = "void" | "warn" | "inform";

/** Something a reader must know about a number. Data: `id` for programs, `text` for people. */
export interface Label {
  readonly id: string;
  readonly effect: LabelEffect;
  readonly text: string;
  /** The number that triggered it. */
  readonly value?: number;
}

/** First and last place that the evidence allows; `from` = `to` when it is certain. */
export interface RankInterval {
  readonly from: number;
  readonly to: number;
}

/** What the requests to a target cost, in USD. */
export interface Cost {
  /** All requests of this target and size, warm-up included. */
  readonly usd: number;
  /** Mean of the measured requests that the provider took up; what it refused (429, 5xx) costs nothing and is not one. 0 without any. */
  readonly perRequestUsd: number;
  /** Output tokens per dollar over the measured attempts, a ratio of sums; absent when the price is 0. */
  readonly tokensPerUsd?: number;
  readonly tokensPerUsdInterval?: ReportedInterval;
  /** Some token counts or prices had to be estimated. */
  readonly estimated: boolean;
  /** What the provider itself says it charged, where it does. */
  readonly reportedUsd?: number;
  /** Row of the price table: `groq/openai/gpt-oss-120b`. */
  readonly priceId: string;
  /** Day on which the price was last checked, ISO 8601. */
  readonly priceVerifiedAt: string;
  /**
   * Which layer the price comes from: `flag`, `environment`, `config`, `user`, `cache` or `embedded`; `local` where nothing is paid,
   * `reported` where only the provider said what it charged.
   */
  readonly priceSource: string;
  /** SHA-256 of the price file (its data as compact JSON), or of the flag; absent where none was looked up. */
  readonly priceHash?: string;
  /** What a volume would cost a month, where one was asked for; absent while no tokens were counted. */
  readonly monthly?: MonthlyCost;
}

/** A volume of tokens, input and output together as measured, and what 30 days of it cost in USD. */
export interface MonthlyCost {
  readonly tokensPerDay: number;
  readonly usd: number;
}

/** Attempts that the metrics leave out, by why. */
export type ExclusionReason = "stall" | "cached" | "model" | "cold" | "compressed";

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
    /**
     * Successes that our own stall spoiled and whose place another attempt then filled: what is counted is that one, so that a run of
     * 30 blocks has 30 attempts. Absent when 0.
     */
    readonly repeated?: number;
    /** Left out of the metrics, not of `total` and `ok`. */
    readonly excluded: Readonly<Partial<Record<ExclusionReason, number>>>;
    /** Attempts that repeated a failed one. */
    readonly retries: number;
    /** Clopper–Pearson 95 % of ok / (ok + failures that are the provider's); absent without an attempt. */
    readonly successInterval?: ReportedInterval;
  };
  readonly warmup: { readonly total: number; readonly ok: number; readonly ttftMs?: number };
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
  /** Only with `--cache warm`: share of the prompt tokens that came from a cache, and TTFT with and without. */
  readonly cache?: {
    readonly hitShare?: number;
    readonly ttftHitMs?: number;
    readonly ttftMissMs?: number;
  };
  /** Null when the price is not known. */
  readonly cost: Cost | null;
  /** Empty for a target that is shown but not ranked; a label says why. */
  readonly ranks: Readonly<Partial<Record<Category, RankInterval>>>;
  /** Categories in which this target alone is first. */
  readonly crowns: readonly Category[];
  readonly labels: readonly Label[];
}

/** Two targets of one size in one category, block by block. */
export interface Comparison {
  readonly category: Category;
  readonly size: WorkloadSize["size"];
  readonly a: string;
  readonly b: string;
  /** Blocks in which both gave something to compare. */
  readonly blocks: number;
  /** How many times better `a` is: 1.23 is 23 % faster, or cheaper. Hodges–Lehmann over the blocks. */
  readonly ratio: number;
  readonly interval: ReportedInterval | null;
  readonly p: number;
  /** Holm over all pairs of this category and size. */
  readonly pAdjusted: number;
  /** Of `a` against `b`. Needs an adjusted p of at most 0.05 and an interval clear of the practical margin. */
  readonly verdict: "better" | "worse" | "tie";
  /** Differences below this share count as none: max(2 %, twice our own error). */
  readonly margin: number;
  /** Smallest difference that this run could have seen, as a share; absent when too few blocks say so. */
  readonly detectable?: number;
  /** For a tie: about how many more blocks would settle it. */
  readonly moreBlocks?: number;
}

/** What a probe beside the race found out about the way to a target; medians, never subtracted from anything. */
export interface NetworkPath {
  readonly target: string;
  readonly address?: string;
  readonly dnsMs?: number;
  /** TCP connect: one round trip to the edge of the provider. */
  readonly tcpMs?: number;
  readonly tlsMs?: number;
  readonly tlsVersion?: string;
  /** A proxy of the environment stands between; host only. */
  readonly proxy?: string;
  readonly failure?: string;
}

/** The whole of a run: the contract of `--output json` and of every saved run. */
export interface Report {
  readonly schemaVersion: 1;
  /** Version of the definitions in docs/methodology.md. */
  readonly methodVersion: string;
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
  readonly calibration?: Calibration;
  readonly network: readonly NetworkPath[];
  readonly plan: Plan;
  /** Whose tokens `outputSpeed` counts: the providers' own when all run one model, else o200k_base. */
  readonly tokenBasis: "native" | "o200k";
  /** One entry for each target and size. */
  readonly targets: readonly TargetReport[];
  readonly comparisons: readonly Comparison[];
  /** What must be known of the run as a whole. */
  readonly labels: readonly Label[];
  readonly samples: readonly Sample[];
}
