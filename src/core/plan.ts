/** Prompt sizes, smallest first. */
export const SIZES = ["short", "medium", "long"] as const;
export type Size = (typeof SIZES)[number];

/** What is raced: a model at a provider. Holds no key. */
export interface Target {
  /** Unique in a run, short enough for a table: `groq`, `groq/llama-3.1-8b`, the name given in `name=https://…`. */
  readonly id: string;
  /** Row of the provider table; `openai-compatible` for a URL given by the user. */
  readonly provider: string;
  readonly model: string;
  /** Scheme, host and port. At most one request in flight per origin and lane. */
  readonly origin: string;
}

/** The four limits of one attempt, from the moment of sending; the same for every target but where headers wait for a token. */
export interface Limits {
  /** Connection and response headers. */
  readonly headersMs: number;
  /** The same for a server that may send its headers only with the first token; absent: no exception is made. */
  readonly lateHeadersMs?: number;
  /** First token of any kind. */
  readonly firstTokenMs: number;
  /** Silence between two reads after the first token. */
  readonly idleMs: number;
  readonly totalMs: number;
}

/** How much text goes in and may come out. */
export interface WorkloadSize {
  readonly size: Size | "file";
  /** About how many tokens the prompt has, by o200k_base. */
  readonly inputTokens: number;
  /** The cap sent with each request. */
  readonly maxOutputTokens: number;
}

/** Everything needed to repeat a run, and nothing that may not be shown. Pure data. */
export interface Plan {
  readonly seed: number;
  readonly targets: readonly Target[];
  readonly sizes: readonly WorkloadSize[];
  /** SHA-256 of the prompts that ship with the program, or of the prompt file. */
  readonly workloadHash: string;
  /** Blocks per size. A block sends one request to every target. */
  readonly iterations: number;
  /** Full requests per target and size before the measured ones; kept, shown, not counted. */
  readonly warmup: number;
  /** Lanes: independent sequences of blocks, so that each target has up to this many requests in flight (closed loop). */
  readonly concurrency: number;
  /** One request at a time over all targets, instead of all targets of a block side by side. */
  readonly serial: boolean;
  /** Starts of a block's requests are spread over this span. */
  readonly staggerMs: number;
  /** Pause between two blocks of a lane: uniform in this range, so that nothing locks to a periodic server. */
  readonly gapMs: readonly [number, number];
  readonly limits: Limits;
  /** Further attempts for one that failed for a passing reason; each is a sample of its own. */
  readonly retries: number;
  /** `off`: every prompt begins with a nonce, so that no prompt cache helps. `warm`: one priming request, then the same prefix. */
  readonly cache: "off" | "warm";
  /** `warm` reuses kept-alive connections; `cold` opens a new one for each request. */
  readonly connections: "warm" | "cold";
  /** No new block starts after this long. */
  readonly maxTimeMs: number;
  /** No new block starts once this much was spent, as far as prices are known. */
  readonly maxCostUsd?: number;
  /** Stop early once every median is known to this share (0.1 is ±10 %). */
  readonly precision?: number;
  /** What the table is ordered by and the crown of the headline is for. */
  readonly rankBy: "speed" | "ttft" | "e2e" | "value";
  readonly temperature: number;
}
