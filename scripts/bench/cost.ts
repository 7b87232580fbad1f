import type { Load } from "./load.ts";
import { median } from "./quantiles.ts";
import type { Readings } from "./readings.ts";
import { CLIENTS, CLIENT_TITLES, runClient } from "./run-client.ts";
import type { ClientName, Outcome, Tools } from "./run-client.ts";
import { fixed, renderTable } from "./table.ts";
import type { Truth } from "./truth.ts";

/** What one event costs one client: medians over the repeats. */
export interface Cost {
  readonly streams: number;
  readonly client: ClientName;
  /** User and system time of all threads, in the steady state: every stream open and sending. */
  readonly cpuUsPerEvent: number;
  /** The same with opening, closing and summing up. */
  readonly cpuUsPerEventInAll: number;
  /** Held at the end, with all results of a run still in hand, by event. */
  readonly keptBytesPerEvent: number;
  /** Growth of the resident set to its peak: connections, buffers and garbage included. */
  readonly peakGrowthMib: number;
  /** Of all cores' time, used by other programs. */
  readonly othersShare: number;
  /** Ratios of CPU time in the steady state to the bare fetch reader, one a repeat. */
  readonly ratiosToBare: readonly number[];
  readonly ratioToBare: number;
}

export interface CostLevel {
  readonly load: Load;
  readonly repeats: number;
}

const load = (streams: number, openMs: number, chunks: number): Load => ({
  streams,
  rounds: 1,
  chunks,
  intervalMs: 20,
  openMs,
  ttftMs: 200,
  lateHeaders: true,
});

export const COST_LEVELS: readonly CostLevel[] = [
  { load: load(64, 200, 200), repeats: 5 },
  { load: load(1000, 2000, 125), repeats: 3 },
];

export const QUICK_COST_LEVELS: readonly CostLevel[] = [{ load: load(64, 200, 100), repeats: 3 }];

type Run = Pick<
  Cost,
  "cpuUsPerEvent" | "cpuUsPerEventInAll" | "keptBytesPerEvent" | "peakGrowthMib" | "othersShare"
>;

/** Runs all clients in turns, each repeat in another order, and compares within the repeat. */
export async function measureCost(
  levels: readonly CostLevel[],
  tools: Tools,
  progress: (text: string) => void,
): Promise<Cost[]> {
  const results: Cost[] = [];
  for (const { load: offered, repeats } of levels) {
    const runs: Record<ClientName, Run[]> = { ours: [], bare: [], c: [] };
    for (let repeat = 0; repeat < repeats; repeat++) {
      for (let turn = 0; turn < CLIENTS.length; turn++) {
        const client = CLIENTS[(turn + repeat) % CLIENTS.length] ?? "c";
        progress(
          `cost: ${offered.streams} streams, ${CLIENT_TITLES[client]}, ${repeat + 1}/${repeats}`,
        );
        // oxlint-disable-next-line no-await-in-loop -- one at a time, or they would measure each other
        runs[client].push(toRun(await runClient(client, offered, tools)));
      }
    }
    results.push(...CLIENTS.map((client) => summarize(offered.streams, client, runs)));
  }
  return results;
}

function toRun({ readings, truth, othersShare }: Outcome): Run {
  const inWindow = eventsWithin(truth, readings);
  const inAll = readings.requests.reduce(
    (sum, { id }) => sum + (truth.streams.get(id)?.stamps.length ?? 0),
    0,
  );
  return {
    cpuUsPerEvent: (readings.cpuToUs - readings.cpuFromUs) / inWindow,
    cpuUsPerEventInAll: readings.cpuTotalUs / inAll,
    keptBytesPerEvent: readings.memoryKept / inAll,
    peakGrowthMib: (readings.memoryPeak - readings.memoryBefore) / 2 ** 20,
    othersShare,
  };
}

/** How many chunks the server wrote between the two readings of the CPU time: counting at the client would cost it time. */
function eventsWithin(truth: Truth, { windowFrom, windowTo }: Readings): number {
  let count = 0;
  for (const { stamps } of truth.streams.values()) {
    for (const stamp of stamps) if (stamp >= windowFrom && stamp < windowTo) count++;
  }
  return count;
}

function summarize(streams: number, client: ClientName, runs: Record<ClientName, Run[]>): Cost {
  const own = runs[client];
  const middle = (of: keyof Run): number => median(own.map((run) => run[of]));
  const ratiosToBare = own.map(
    (run, repeat) => run.cpuUsPerEvent / (runs.bare[repeat]?.cpuUsPerEvent ?? Number.NaN),
  );
  return {
    streams,
    client,
    cpuUsPerEvent: middle("cpuUsPerEvent"),
    cpuUsPerEventInAll: middle("cpuUsPerEventInAll"),
    keptBytesPerEvent: middle("keptBytesPerEvent"),
    peakGrowthMib: middle("peakGrowthMib"),
    othersShare: middle("othersShare"),
    ratiosToBare,
    ratioToBare: median(ratiosToBare),
  };
}

export function renderCost(results: readonly Cost[]): string {
  const head = [
    "streams",
    "client",
    "CPU µs/event",
    "with start and end",
    "× bare fetch",
    "lowest–highest",
    "kept B/event",
    "peak growth MiB",
    "others %",
  ];
  const rows = results.map((result) => [
    String(result.streams),
    CLIENT_TITLES[result.client],
    fixed(result.cpuUsPerEvent, 1),
    fixed(result.cpuUsPerEventInAll, 1),
    fixed(result.ratioToBare, 2),
    `${fixed(Math.min(...result.ratiosToBare), 2)}–${fixed(Math.max(...result.ratiosToBare), 2)}`,
    fixed(result.keptBytesPerEvent, 0),
    fixed(result.peakGrowthMib, 1),
    fixed(result.othersShare * 100, 0),
  ]);
  return `${renderTable(head, rows)}Medians over the repeats; 50 events/s on each stream. CPU is user and system time of all threads.\n`;
}
