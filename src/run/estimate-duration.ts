import type { Plan, WorkloadSize } from "../core/plan.ts";

/** Milliseconds. */
export interface DurationRange {
  readonly low: number;
  readonly high: number;
}

// The ends of what hosted models did in autumn 2026: a small answer from the fastest hardware, a capped one from a busy GPU.
const FAST = { ttftMs: 150, tokensPerSecond: 1500, promptTokensPerSecond: 50_000, share: 0.5 };
const SLOW = { ttftMs: 1500, tokensPerSecond: 40, promptTokensPerSecond: 3000, share: 1 };

/** Probes and calibration. */
const BEFORE_MS = 3000;

/**
 * How long a plan may take: from everybody fast to somebody slow, since a block lasts as long as its slowest target. What comes
 * before the race is included; the time limit of the run ends it, and the block that is running then.
 */
export function estimateDuration(plan: Plan): DurationRange {
  const range = (pace: typeof FAST): number =>
    plan.sizes.reduce((sum, size) => sum + sizeMs(plan, size, pace), BEFORE_MS);
  return {
    low: Math.min(range(FAST), plan.maxTimeMs + BEFORE_MS),
    high: Math.min(range(SLOW), plan.maxTimeMs + BEFORE_MS),
  };
}

function sizeMs(plan: Plan, size: WorkloadSize, pace: typeof FAST): number {
  const { targets, serial, staggerMs, gapMs, concurrency, warmup, iterations } = plan;
  // Targets of one host wait for each other; all do in a serial run.
  const sharing = [...Map.groupBy(targets, ({ origin }) => origin).values()];
  const inTurn = serial ? targets.length : Math.max(...sharing.map(({ length }) => length));
  const requestMs =
    pace.ttftMs +
    (1000 * size.inputTokens) / pace.promptTokensPerSecond +
    (1000 * size.maxOutputTokens * pace.share) / pace.tokensPerSecond;
  const gap = (gapMs[0] + gapMs[1]) / 2;
  const blockMs = inTurn * requestMs + (targets.length > 1 ? staggerMs / 2 : 0) + gap;
  // Lanes run side by side; warm-ups are one a lane.
  return blockMs * (warmup + Math.ceil(iterations / concurrency));
}
