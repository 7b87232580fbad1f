/**
 * How a simulated provider behaves when nothing goes wrong. Durations in milliseconds; a request's times count from the moment
 * its last byte arrived.
 */
export interface Profile {
  /** From the complete request to the first chunk with text. Median over requests when there is jitter. */
  readonly ttftMs: number;
  /** Output speed, as DESIGN defines it: tokens after the first chunk, over the time from the first chunk to the last. */
  readonly tokensPerSecond: number;
  readonly tokensPerChunk: number;
  /** Share of the output, 0 to 1, that is streamed as reasoning before the answer. */
  readonly reasoningShare?: number;
  /** Standard deviation of log(TTFT) and of log(speed) from request to request; drawn independently, median 1. */
  readonly jitter?: number;
  /** Standard deviation of log(interval) from chunk to chunk. The first and the last chunk keep their times. */
  readonly chunkJitter?: number;
  /** Length of the answer when the request allows it; as long as the request allows when absent. */
  readonly outputTokens?: number;
  /** When the response headers are sent; with the first event when absent. */
  readonly headersMs?: number;
  /** When a first event goes out that carries the role and no text; no such event when absent. */
  readonly roleDeltaMs?: number;
  /** From the last text to the finish event. */
  readonly finishDelayMs?: number;
  /** From the finish event to the usage event. */
  readonly usageDelayMs?: number;
  /** Time to load the model, added to the first request of all. */
  readonly loadMs?: number;
  /** Slow change of speed and TTFT: they swing by this share (0.2 is ±20 %) … */
  readonly driftShare?: number;
  /** … once in this long. */
  readonly driftPeriodMs?: number;
}

interface NamedProfile {
  readonly summary: string;
  readonly profile: Profile;
}

/** Simulated machines by name. Plausible, and modelled on nobody in particular. */
export const PROFILES = {
  wafer: {
    summary: "a whole wafer as one chip: few bursts, very fast",
    profile: {
      ttftMs: 180,
      tokensPerSecond: 2000,
      tokensPerChunk: 8,
      jitter: 0.08,
      chunkJitter: 0.1,
      usageDelayMs: 1,
    },
  },
  lpu: {
    summary: "chips made for inference: early first token, fast",
    profile: {
      ttftMs: 120,
      tokensPerSecond: 500,
      tokensPerChunk: 1,
      jitter: 0.12,
      chunkJitter: 0.1,
      usageDelayMs: 1,
    },
  },
  "gpu-cloud": {
    summary: "rented graphics cards shared with others: uneven",
    profile: {
      ttftMs: 350,
      tokensPerSecond: 110,
      tokensPerChunk: 1,
      jitter: 0.25,
      chunkJitter: 0.3,
      roleDeltaMs: 60,
      usageDelayMs: 5,
    },
  },
  laptop: {
    summary: "a model on a laptop: loads first, then slow and steady",
    profile: {
      ttftMs: 450,
      tokensPerSecond: 60,
      tokensPerChunk: 1,
      jitter: 0.05,
      chunkJitter: 0.05,
      loadMs: 1500,
    },
  },
  thinker: {
    summary: "a reasoning model: thinks aloud for 60 % of its output",
    profile: {
      ttftMs: 300,
      tokensPerSecond: 180,
      tokensPerChunk: 2,
      reasoningShare: 0.6,
      jitter: 0.15,
      chunkJitter: 0.2,
      roleDeltaMs: 40,
      usageDelayMs: 2,
    },
  },
  reference: {
    summary: "exact: TTFT 200 ms, TTFAT 600 ms, last token 1560 ms, 100 tokens/s, 140 tokens",
    profile: {
      ttftMs: 200,
      tokensPerSecond: 100,
      tokensPerChunk: 4,
      reasoningShare: 40 / 140,
      outputTokens: 140,
      roleDeltaMs: 20,
      finishDelayMs: 200,
      usageDelayMs: 200,
    },
  },
} as const satisfies Record<string, NamedProfile>;

/** In the order of the table. */
export const PROFILE_NAMES: readonly string[] = Object.keys(PROFILES);

/** The profile of that name; undefined when there is none. */
export function profileNamed(name: string): Profile | undefined {
  const table: Readonly<Record<string, NamedProfile>> = PROFILES;
  return Object.hasOwn(table, name) ? table[name]?.profile : undefined;
}
