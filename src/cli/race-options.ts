import type { Limits, Plan, Size } from "../core/plan.ts";
import { SIZES } from "../core/plan.ts";
import { UsageError } from "../core/errors.ts";
import type { GivenFlags } from "./flags.ts";
import { rankBy } from "./rank-by.ts";
import { FIRST_LOOK } from "./stop-rules.ts";
import { choice, choices, duration, integer, isOn, share, text, usd } from "./values.ts";

const PRESETS = { quick: 10, standard: 30, thorough: 100 } as const;
type Preset = keyof typeof PRESETS;
const PRESET_NAMES = ["quick", "standard", "thorough"] as const satisfies readonly Preset[];

/** Limit for headers unless another one is asked for; only then does it hold for servers that send theirs with the first token. */
const HEADERS_MS = 10_000;

/** Most iterations of a run that goes on until it is precise. */
const PRECISE_CAP = 200;

/** How to race, typed and checked; nothing looked up yet. */
export interface RaceOptions {
  readonly sizes: readonly Size[];
  readonly iterations: number;
  readonly warmup: number;
  readonly concurrency: number;
  readonly maxOutputTokens: number | undefined;
  readonly promptFile: string | undefined;
  readonly serial: boolean;
  readonly retries: number;
  readonly cache: "off" | "warm";
  readonly cold: boolean;
  /** Share to which every median shall be known. */
  readonly precision: number | undefined;
  readonly maxCostUsd: number;
  /** Spend more than `maxCostUsd` without asking. */
  readonly yes: boolean;
  readonly rankBy: Plan["rankBy"];
  readonly calibration: boolean;
  readonly seed: number | undefined;
  readonly limits: Limits;
  readonly maxTimeMs: number;
  readonly save: boolean;
  readonly dryRun: boolean;
  readonly progress: boolean;
}

/** @throws UsageError when a value is not what its flag takes, or when two flags contradict each other. */
export function readRaceOptions(
  flags: GivenFlags,
  defaults: { readonly size: Size; readonly preset: Preset },
): RaceOptions {
  const precision = share(flags, "precision");
  const headersMs = duration(flags, "connect-timeout") ?? HEADERS_MS;
  const firstTokenMs = duration(flags, "first-token-timeout") ?? 60_000;
  const preset = choice(flags, "preset", PRESET_NAMES) ?? defaults.preset;
  const sizes = choices(flags, "size", SIZES);
  const options: RaceOptions = {
    sizes: sizes ?? [defaults.size],
    iterations:
      integer(flags, "iterations", 1, 100_000) ??
      (precision === undefined ? PRESETS[preset] : PRECISE_CAP),
    warmup: integer(flags, "warmup", 0, 100) ?? 1,
    concurrency: integer(flags, "concurrency", 1, 10_000) ?? 1,
    maxOutputTokens: integer(flags, "max-tokens", 1, 1_000_000),
    promptFile: text(flags, "prompt-file"),
    serial: isOn(flags, "serial"),
    retries: integer(flags, "retries", 0, 10) ?? 0,
    cache: choice(flags, "cache", ["off", "warm"]) ?? "off",
    cold: isOn(flags, "cold"),
    precision,
    maxCostUsd: usd(flags, "max-cost") ?? 0.25,
    yes: isOn(flags, "yes"),
    rankBy: rankBy(flags) ?? "speed",
    calibration: flags["calibration"] !== false,
    seed: integer(flags, "seed", 0, 2 ** 31 - 1),
    limits: {
      headersMs,
      ...(headersMs === HEADERS_MS ? { lateHeadersMs: firstTokenMs } : {}),
      firstTokenMs,
      idleMs: duration(flags, "idle-timeout") ?? 30_000,
      totalMs: duration(flags, "timeout") ?? 300_000,
    },
    maxTimeMs: duration(flags, "max-time") ?? 300_000,
    save: flags["save"] !== false,
    dryRun: isOn(flags, "dry-run"),
    progress: flags["progress"] !== false,
  };
  refuseContradictions(options, sizes !== undefined);
  return options;
}

function refuseContradictions(options: RaceOptions, isSized: boolean): void {
  const { serial, concurrency, precision, iterations, promptFile } = options;
  if (serial && concurrency > 1) {
    throw new UsageError(
      `--serial sends one request at a time, and --concurrency ${concurrency} keeps ${concurrency} in flight`,
      "leave one of them out",
    );
  }
  if (precision !== undefined && iterations < FIRST_LOOK) {
    throw new UsageError(
      `--precision is first looked at after ${FIRST_LOOK} iterations, and --iterations ${iterations} ends before`,
      `leave out --iterations, or give ${FIRST_LOOK} or more`,
    );
  }
  if (promptFile !== undefined && isSized) {
    throw new UsageError(
      "--size chooses among the prompts that ship, and --prompt-file sends your own",
      "leave one of them out; --max-tokens caps the answers to your own prompts",
    );
  }
}
