/**
 * The measuring process: one client, one load, readings to stdout. A process of its own, because what it needs is measured too,
 * and because Bun reads its cap on requests in flight only when it starts.
 */
import { heapStats } from "bun:jsc";

import type { Client, CreateClient, Finished } from "./client.ts";
import { requestsOf, steadyWindowMs } from "./load.ts";
import type { Load, LoadRequest } from "./load.ts";
import { alignClocks } from "./monotonic.ts";
import { packReadings } from "./readings.ts";

/** Loaded only where used, so that one does not carry the other's code. */
export const BUN_CLIENTS = {
  ours: async () => (await import("./our-client.ts")).createOurClient,
  bare: async () => (await import("./bare-client.ts")).createBareClient,
} satisfies Record<string, () => Promise<CreateClient>>;

export type BunClient = keyof typeof BUN_CLIENTS;

export interface Job {
  readonly client: BunClient;
  readonly port: number;
  readonly load: Load;
}

/** Ids of the warm-up's streams begin here: the truth about them is not asked for. */
const WARM_UP_IDS = 1_000_000;
/** Bun keeps this many idle connections. */
const MOST_IDLE = 64;

/** A function of its own, so that its results are gone before the memory is looked at. */
async function warmUp(client: Client, load: Load, port: number): Promise<void> {
  await carryOut(client, requestsOf(warmUpOf(load), WARM_UP_IDS), port);
}

const warmUpOf = ({ streams, intervalMs, lateHeaders }: Load): Load => ({
  streams: Math.min(streams, MOST_IDLE),
  rounds: 2,
  chunks: 10,
  intervalMs,
  openMs: Math.min(streams, MOST_IDLE) * 2,
  ttftMs: 20,
  lateHeaders,
});

const cpuUs = (): number => {
  const { user, system } = process.cpuUsage();
  return user + system;
};

/** Bytes on the heap that something still points to. What a response held is freed some turns of the loop after its end. */
async function heapBytes(): Promise<number> {
  for (let round = 0; round < 3; round++) {
    // oxlint-disable-next-line no-await-in-loop -- each collection sees what the one before let go
    await Bun.sleep(20);
    Bun.gc(true);
  }
  const { heapSize, extraMemorySize } = heapStats();
  return heapSize + extraMemorySize;
}

/** Starts each request at its time and waits for all. */
function carryOut(client: Client, requests: readonly LoadRequest[], port: number) {
  const origin = Bun.nanoseconds();
  return Promise.all(
    requests.map(async ({ id, startMs, path }): Promise<Finished> => {
      await Bun.sleep(Math.max(0, Math.round(startMs - (Bun.nanoseconds() - origin) / 1e6)));
      return client.request(id, `http://127.0.0.1:${port}${path}`);
    }),
  );
}

async function measure({ client: name, port, load }: Job): Promise<Float64Array> {
  const { offsetNs, uncertaintyNs } = alignClocks();
  const createClient = await BUN_CLIENTS[name]();
  const client = createClient((instant) => instant + offsetNs);
  await warmUp(client, load, port);
  const heapBefore = await heapBytes();
  const memoryBefore = process.memoryUsage.rss();

  const marks: { cpu: number; at: number }[] = [];
  const mark = (): void => {
    marks.push({ cpu: cpuUs(), at: Bun.nanoseconds() + offsetNs });
  };
  for (const ms of steadyWindowMs(load)) setTimeout(mark, ms);
  const cpuBefore = cpuUs();
  const finished = await carryOut(client, requestsOf(load), port);
  const cpuTotalUs = cpuUs() - cpuBefore;
  const memoryKept = (await heapBytes()) - heapBefore;
  client.close();

  const [from, to] = marks;
  return packReadings({
    cpuFromUs: from?.cpu ?? Number.NaN,
    cpuToUs: to?.cpu ?? Number.NaN,
    windowFrom: from?.at ?? Number.NaN,
    windowTo: to?.at ?? Number.NaN,
    cpuTotalUs,
    memoryBefore,
    memoryPeak: process.resourceUsage().maxRSS * 1024,
    memoryKept,
    clockUncertaintyNs: uncertaintyNs,
    requests: finished.map((toReading) => toReading()),
  });
}

/** Ends this process when the one that started it is gone: its end of the pipe closes. */
async function endWithParent(): Promise<void> {
  await Bun.stdin.arrayBuffer();
  process.exit(1);
}

if (import.meta.main) {
  void endWithParent();
  const job: Job = JSON.parse(process.argv[2] ?? "");
  await Bun.write(Bun.stdout, await measure(job));
  process.exit(0);
}
