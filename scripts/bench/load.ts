/** So that nine chunks, which take 160 ms, are enough tokens for an output speed. */
export const TOKENS_PER_CHUNK = 8;

/** Irrational step, so that any number of streams lie evenly over a span. */
const GOLDEN = 0.618_033_988_749_895;

/** Pause between two rounds, so that the last stream of one is over before the first of the next. */
const BETWEEN_ROUNDS_MS = 15;

/** What the truth server is asked for. */
export interface Load {
  readonly streams: number;
  /** How often the streams are opened again, one set after the other. */
  readonly rounds: number;
  readonly chunks: number;
  /** From one chunk of a stream to its next. */
  readonly intervalMs: number;
  /** Starts are spread evenly over this span. */
  readonly openMs: number;
  /** From the last start to the first chunk: streams opened earlier wait longer, so that all speak at once. */
  readonly ttftMs: number;
  /** Headers come with the first chunk, as many providers send them, and not at once. */
  readonly lateHeaders: boolean;
}

export interface LoadRequest {
  readonly id: number;
  /** Since the client's own start. */
  readonly startMs: number;
  readonly path: string;
}

/** First chunks are spread over whole intervals, at most two a millisecond: what is new costs a client more than what goes on. */
const rampMs = ({ streams, intervalMs }: Load): number =>
  Math.ceil(streams / 2 / intervalMs) * intervalMs;

export const roundMs = (load: Load): number =>
  load.openMs +
  load.ttftMs +
  rampMs(load) +
  (load.chunks + 1) * load.intervalMs +
  BETWEEN_ROUNDS_MS;

/** The span in which every stream of the first round sends, less a margin: the steady state, since the client's own start. */
export const steadyWindowMs = (load: Load): readonly [from: number, to: number] => {
  const everybodySpeaks = load.openMs + load.ttftMs + rampMs(load);
  const firstFallsSilent = load.openMs + load.ttftMs + load.chunks * load.intervalMs;
  const margin = (firstFallsSilent - everybodySpeaks) * 0.05;
  return [everybodySpeaks + margin, firstFallsSilent - margin];
};

/** Every request of a load, in the order of starting. */
export function requestsOf(load: Load, firstId = 0): LoadRequest[] {
  return Array.from({ length: load.rounds * load.streams }, (_, index) => {
    const openedAfterMs = ((index % load.streams) * load.openMs) / load.streams;
    const phaseMs = ((index * GOLDEN) % 1) * rampMs(load);
    const ttftUs = Math.round((load.openMs - openedAfterMs + load.ttftMs + phaseMs) * 1000);
    const fields = {
      id: firstId + index,
      ttft: ttftUs,
      interval: load.intervalMs * 1000,
      events: load.chunks,
      tokens: TOKENS_PER_CHUNK,
      late: load.lateHeaders ? 1 : 0,
    };
    const path = Object.entries(fields).map(([name, value]) => `/${name}=${value}`);
    return {
      id: firstId + index,
      startMs: Math.floor(index / load.streams) * roundMs(load) + openedAfterMs,
      path: path.join(""),
    };
  });
}
