import { errorsOf } from "./errors.ts";
import type { Load } from "./load.ts";
import { median, overRepeats, spread } from "./quantiles.ts";
import type { Spread } from "./quantiles.ts";
import { CLIENTS, CLIENT_TITLES, runClient } from "./run-client.ts";
import type { ClientName, Tools } from "./run-client.ts";
import { fixed, renderTable } from "./table.ts";

/** One client at one level of load. */
export interface Accuracy {
  readonly streams: number;
  readonly client: ClientName;
  readonly repeats: number;
  readonly requests: number;
  readonly chunks: number;
  readonly failed: number;
  readonly peakInFlight: number;
  readonly clockUncertaintyNs: number;
  /** Of all cores' time, used by other programs. */
  readonly othersShare: number;
  readonly ttftErrorMs: Spread;
  readonly chunkErrorMs: Spread;
  readonly sendDelayMs: Spread;
  readonly speedErrorPercent: Spread;
  readonly runs: readonly Run[];
}

interface Level {
  readonly load: Load;
  readonly repeats: number;
}

/** 50 events a second on each stream, unless said. */
const level = (
  load: Omit<Load, "lateHeaders" | "intervalMs"> & { intervalMs?: number },
  repeats: number,
): Level => ({ load: { intervalMs: 20, lateHeaders: true, ...load }, repeats });

/**
 * At one stream many short requests, for TTFT; then fewer and longer ones. 2,000 streams send 25 events a second each: they are
 * there to be open at once, and 100,000 events a second is more than two cores give to client and server.
 */
export const LEVELS: readonly Level[] = [
  level({ streams: 1, rounds: 100, chunks: 9, openMs: 0, ttftMs: 20 }, 1),
  level({ streams: 16, rounds: 2, chunks: 75, openMs: 100, ttftMs: 50 }, 3),
  level({ streams: 64, rounds: 2, chunks: 75, openMs: 200, ttftMs: 50 }, 3),
  level({ streams: 256, rounds: 1, chunks: 100, openMs: 600, ttftMs: 100 }, 3),
  level({ streams: 1000, rounds: 1, chunks: 100, openMs: 2000, ttftMs: 200 }, 3),
  level({ streams: 2000, rounds: 1, chunks: 75, intervalMs: 40, openMs: 4000, ttftMs: 500 }, 1),
];

export const QUICK_LEVELS: readonly Level[] = [
  level({ streams: 1, rounds: 30, chunks: 9, openMs: 0, ttftMs: 20 }, 1),
  level({ streams: 64, rounds: 1, chunks: 50, openMs: 200, ttftMs: 50 }, 1),
  level({ streams: 1000, rounds: 1, chunks: 75, openMs: 2000, ttftMs: 200 }, 1),
  level({ streams: 2000, rounds: 1, chunks: 40, intervalMs: 40, openMs: 4000, ttftMs: 500 }, 1),
];

/** Runs every client at every level, taking turns, so that a noisy minute hits all of them. */
export async function measureAccuracy(
  levels: readonly Level[],
  tools: Tools,
  progress: (text: string) => void,
): Promise<Accuracy[]> {
  const results: Accuracy[] = [];
  for (const { load, repeats } of levels) {
    const runs: Record<ClientName, Run[]> = { ours: [], bare: [], c: [] };
    for (let repeat = 0; repeat < repeats; repeat++) {
      for (const client of CLIENTS) {
        progress(`accuracy: ${load.streams} streams, ${CLIENT_TITLES[client]}`);
        // oxlint-disable-next-line no-await-in-loop -- one at a time, or they would measure each other
        runs[client].push(toRun(await runClient(client, load, tools)));
      }
    }
    results.push(...CLIENTS.map((client) => summarize(load.streams, client, runs[client])));
  }
  return results;
}

type Run = ReturnType<typeof toRun>;

/** Only the spreads of a run are kept: half a million errors of one would slow down the next. */
function toRun(outcome: Awaited<ReturnType<typeof runClient>>) {
  const { requests, chunks, failed, ...errors } = errorsOf(outcome);
  return {
    requests,
    chunks,
    failed,
    peakInFlight: outcome.truth.peakInFlight,
    clockUncertaintyNs: outcome.readings.clockUncertaintyNs,
    othersShare: outcome.othersShare,
    ttftMs: spread(errors.ttftMs),
    chunkMs: spread(errors.chunkMs),
    sendMs: spread(errors.sendMs),
    speedPercent: spread(errors.speedPercent),
  };
}

function summarize(streams: number, client: ClientName, runs: readonly Run[]): Accuracy {
  const sum = (of: (run: Run) => number): number => runs.reduce((total, run) => total + of(run), 0);
  const most = (of: (run: Run) => number): number => Math.max(...runs.map(of));
  return {
    streams,
    client,
    repeats: runs.length,
    requests: sum((run) => run.requests),
    chunks: sum((run) => run.chunks),
    failed: sum((run) => run.failed),
    peakInFlight: Math.min(...runs.map((run) => run.peakInFlight)),
    clockUncertaintyNs: most((run) => run.clockUncertaintyNs),
    othersShare: median(runs.map((run) => run.othersShare)),
    ttftErrorMs: overRepeats(runs.map((run) => run.ttftMs)),
    chunkErrorMs: overRepeats(runs.map((run) => run.chunkMs)),
    sendDelayMs: overRepeats(runs.map((run) => run.sendMs)),
    speedErrorPercent: overRepeats(runs.map((run) => run.speedPercent)),
    runs,
  };
}

const cell = ({ p50, p99, max }: Spread, decimals: number): string =>
  [p50, p99, max].map((value) => fixed(value, decimals)).join(" / ");

export function renderAccuracy(results: readonly Accuracy[]): string {
  const head = [
    "streams",
    "client",
    "requests",
    "failed",
    "in flight",
    "TTFT error ms",
    "chunk stamp error ms",
    "send delay ms",
    "output speed error %",
    "others %",
  ];
  const rows = results.map((result) => [
    String(result.streams),
    CLIENT_TITLES[result.client],
    String(result.requests),
    String(result.failed),
    String(result.peakInFlight),
    cell(result.ttftErrorMs, 3),
    cell(result.chunkErrorMs, 3),
    cell(result.sendDelayMs, 3),
    cell(result.speedErrorPercent, 3),
    fixed(result.othersShare * 100, 0),
  ]);
  return `${renderTable(head, rows)}Errors are P50 / P99 / maximum. "in flight": streams open at one moment, as the server counts them.
"others": CPU time that went to other programs; the bounds are meant for a machine where it is near 0.\n`;
}
