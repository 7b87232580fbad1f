import { randomFor } from "../core/random.ts";
import { spawnSimulators } from "../simulator/child-process.ts";
import type { SimulatorProcess } from "../simulator/child-process.ts";
import { sleepFor } from "../timing/clock.ts";
import type { Clock } from "../timing/clock.ts";
import { staggeredStarts } from "../timing/pacing.ts";
import { recordStalls } from "../timing/stalls.ts";
import { ask } from "../wire/ask.ts";
import type { Transport } from "../wire/transport.ts";
import { conclude } from "./conclude.ts";
import type { Calibrated, Observed } from "./conclude.ts";
import { loadFor } from "./load.ts";
import type { Load } from "./load.ts";
import { stream } from "./stream.ts";
import type { StreamTools } from "./stream.ts";
import { watchTimers } from "./timers.ts";
import { readTruth } from "./truth.ts";

export interface CalibrationOptions {
  readonly clock: Clock;
  /** The one of the race, so that its policy of connections is measured, too. */
  readonly transport: Transport;
  /** The words that start this program; `simulate` and its arguments are added. */
  readonly command: readonly string[];
  /** Requests that the race will have in flight at once. No more than 256 are tried. */
  readonly parallel: number;
  readonly abort: AbortSignal;
}

/** Jittered, so that they never march in step with something periodic; the first chunk and the last keep their pace. */
const pacedAs = (name: string, eventEveryMs: number): string =>
  `${name}:lpu,ttft=${eventEveryMs},speed=${1000 / eventEveryMs},chunk=1,jitter=0.1,chunk-jitter=0.3,usage-delay=0`;

/** Eight hundred events in a quarter of a second, for both sides: before that, a read takes 1.3 times as long. */
const WARMUP_STREAMS = 4;
const WARMUP_EVENTS = 200;
const WARMUP_EVERY_MS = 1;

const SIMULATE = ["simulate", "--ready-line", "--port=0", "--seed=1"];
const STAGGER_MS = 250;
const TRUTH_WITHIN_MS = 3000;

/**
 * How large this program's own error is, here and now: starts a server of known truth in another process, reads short streams
 * from it over the path of a race, as many at once as the race will, and holds what was measured against what was done. Takes
 * about 2 s. Never rejects; when it cannot be done, or `abort` fires, the message says why.
 */
export async function calibrate(options: CalibrationOptions): Promise<Calibrated> {
  const load = loadFor(options.parallel);
  const contestants = [pacedAs("truth", load.eventEveryMs), pacedAs("warmup", WARMUP_EVERY_MS)];
  let server: SimulatorProcess;
  try {
    server = await spawnSimulators([...options.command, ...SIMULATE, ...contestants]);
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : String(error) };
  }
  try {
    return await measure(server.urls, load, options);
  } finally {
    await server.stop();
  }
}

async function measure(
  [truthUrl = "", warmupUrl = ""]: readonly string[],
  load: Load,
  { clock, transport, abort }: CalibrationOptions,
): Promise<Calibrated> {
  const stalls = recordStalls(clock);
  const tools = { clock, transport, stalls, abort };
  let observed: Observed;
  try {
    await Promise.all(
      Array.from({ length: WARMUP_STREAMS }, () => stream(warmupUrl, WARMUP_EVENTS, tools)),
    );
    // Opens the connections.
    await inLanes(load.streams, tools, () => stream(truthUrl, 1, tools));
    observed = await observe(truthUrl, load, tools, () => stalls.stalls.length);
  } finally {
    stalls.stop();
  }
  const asked = { method: "GET", url: `${truthUrl}/truth`, headers: {} } as const;
  const log = await ask(transport, asked, TRUTH_WITHIN_MS, abort);
  if (abort.aborted) return { ok: false, message: "stopped before it ended" };
  if ("kind" in log) return { ok: false, message: log.message };
  return conclude(observed, readTruth(log.body));
}

async function observe(
  url: string,
  load: Load,
  tools: StreamTools,
  countStalls: () => number,
): Promise<Observed> {
  const stallsBefore = countStalls();
  const timers = watchTimers(tools.clock);
  try {
    const results = await inLanes(load.streams, tools, async () => {
      const ofLane = [];
      for (let round = 0; round < load.rounds && !tools.abort.aborted; round++) {
        // oxlint-disable-next-line no-await-in-loop -- the requests of a lane follow one another
        ofLane.push(await stream(url, load.events, tools));
      }
      return ofLane;
    });
    return {
      parallel: load.streams,
      results: results.flat(),
      latenessMs: timers.latenessMs,
      loopStalls: countStalls() - stallsBefore,
    };
  } finally {
    timers.stop();
  }
}

/** Does the work `count` times side by side, the starts spread as a race spreads them. */
function inLanes<T>(count: number, tools: StreamTools, work: () => Promise<T>): Promise<T[]> {
  const { clock, abort } = tools;
  const starts = staggeredStarts(count, Math.min(STAGGER_MS, 10 * count), randomFor(1, "lanes"));
  return Promise.all(
    starts.map(async (startsAfterMs) => {
      await sleepFor(clock, startsAfterMs, abort);
      return work();
    }),
  );
}
