import { availableParallelism } from "node:os";
import { join } from "node:path";

import { requestsOf, roundMs, steadyWindowMs } from "./load.ts";
import type { Load } from "./load.ts";
import { idleMs } from "./machine.ts";
import type { BunClient, Job } from "./measure.ts";
import type { Workplace } from "./processes.ts";
import { unpackReadings } from "./readings.ts";
import type { Readings } from "./readings.ts";
import type { Truth, TruthServer } from "./truth.ts";

/** In the order of the tables: the one under test, the same without its decoding, and the floor. */
export const CLIENTS = ["ours", "bare", "c"] as const satisfies readonly (BunClient | "c")[];
export type ClientName = (typeof CLIENTS)[number];

export const CLIENT_TITLES: Record<ClientName, string> = {
  ours: "speed-kings",
  bare: "bare fetch",
  c: "C reader",
};

export interface Tools {
  readonly workplace: Workplace;
  readonly server: TruthServer;
  /** Path of the compiled C reader. */
  readonly reader: string;
  /** How often a run may be tried until it is a quiet one. */
  readonly tries: number;
}

export interface Outcome {
  readonly readings: Readings;
  readonly truth: Truth;
  /** Share of all cores' time, 0 to 1, that neither client nor server used and that was not idle: what disturbed the run. */
  readonly othersShare: number;
}

/** Up to this share of the machine a run counts as quiet: the kernel's own work for the streams looks like 2 to 10 % of others. */
export const QUIET_SHARE = 0.15;

/** Beyond this a client hangs and is killed. */
const GRACE_MS = 60_000;
/** More than any load has streams. Bun's default is 256, and the rest would wait in a queue that nobody sees. */
const MOST_REQUESTS = "8192";

/**
 * Has one client carry out a load in a process of its own, and gives what it saw together with the truth. A run that other
 * programs disturbed is done again, at most `tries` times in all, and the least disturbed counts: chosen by what others used, never
 * by its result.
 */
export async function runClient(client: ClientName, load: Load, tools: Tools): Promise<Outcome> {
  let best = await runOnce(client, load, tools);
  for (let tried = 1; tried < tools.tries && best.othersShare > QUIET_SHARE; tried++) {
    // oxlint-disable-next-line no-await-in-loop -- one at a time, or they would measure each other
    const again = await runOnce(client, load, tools);
    if (again.othersShare < best.othersShare) best = again;
  }
  return best;
}

async function runOnce(client: ClientName, load: Load, tools: Tools): Promise<Outcome> {
  const { workplace, server } = tools;
  const before = {
    truth: await server.tell(),
    idle: idleMs(),
    own: ownMs(),
    at: Bun.nanoseconds(),
  };
  const timeout = roundMs(load) * load.rounds + GRACE_MS;
  const child = workplace.track(
    client === "c"
      ? spawnReader(load, tools, timeout)
      : spawnBunClient({ client, port: server.port, load }, timeout),
  );
  const bytes = await new Response(child.stdout).arrayBuffer();
  if ((await child.exited) !== 0) throw new Error(`${CLIENT_TITLES[client]} failed or hung`);
  const coresMs = ((Bun.nanoseconds() - before.at) / 1e6) * availableParallelism();
  const idle = idleMs() - before.idle;
  const truth = await server.tell();
  const childMs = Number(child.resourceUsage()?.cpuTime.total ?? 0) / 1000;
  const serverMs = (truth.serverCpuUs - before.truth.serverCpuUs) / 1000;
  const othersMs = coresMs - idle - childMs - serverMs - (ownMs() - before.own);
  return {
    readings: unpackReadings(bytes),
    truth,
    othersShare: Math.max(0, othersMs / coresMs),
  };
}

const ownMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

function spawnBunClient(job: Job, timeout: number) {
  return Bun.spawn([process.execPath, join(import.meta.dir, "measure.ts"), JSON.stringify(job)], {
    env: { ...process.env, BUN_CONFIG_MAX_HTTP_REQUESTS: MOST_REQUESTS },
    stdin: "pipe",
    stdout: "pipe",
    stderr: "inherit",
    timeout,
  });
}

function spawnReader(load: Load, { server, reader }: Tools, timeout: number) {
  const window = steadyWindowMs(load).map((ms) => String(Math.round(ms * 1000)));
  const plan = requestsOf(load).map(
    ({ startMs, path }) => `${Math.round(startMs * 1000)} ${path}/chat/completions\n`,
  );
  return Bun.spawn([reader, String(server.port), String(server.wireBytes), ...window], {
    stdin: new Blob(plan),
    stdout: "pipe",
    stderr: "inherit",
    timeout,
  });
}
