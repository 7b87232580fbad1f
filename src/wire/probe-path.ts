import { isIP } from "node:net";
import type { NetworkPath } from "../core/report.ts";
import { isLoopback } from "../core/loopback.ts";
import { elapsedMs } from "../core/units.ts";
import type { Clock } from "../timing/clock.ts";
import { dial, firstToAnswer, shakeHands } from "./dial.ts";
import { networkFailure } from "./network-error.ts";

/** What a path costs, without saying whose it is. */
export type Path = Omit<NetworkPath, "target" | "proxy">;

const PROBES = 3;
const STEP_TIMEOUT_MS = 3000;

/**
 * Times the way to the server of `url` on fresh connections over which nothing is sent: look-up, TCP connect (one round trip),
 * and the TLS handshake if `secure`. Medians of three, after a first connection that finds out which address answers. A step is
 * given up after 3 s. Never rejects: what went wrong is in `failure`, beside the times known until then.
 */
export async function probePath(
  url: URL,
  secure: boolean,
  clock: Clock,
  abort: AbortSignal,
): Promise<Path> {
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
  const port = Number(url.port) || (url.protocol === "https:" ? 443 : 80);
  const stopwatch = new Stopwatch(clock, abort);
  const known: { address?: string; tlsVersion?: string } = {};
  const lookUp = async (): Promise<string[]> => {
    if (isIP(host) !== 0) return [host];
    // Of a name that means this machine, the time says nothing.
    const name = isLoopback(url.href) ? undefined : "dnsMs";
    const answers = await stopwatch.time(name, () => Bun.dns.lookup(host));
    return answers.map(({ address }) => address);
  };
  const connectOnce = async (address: string): Promise<void> => {
    const socket = await stopwatch.time("tcpMs", (signal) => dial(address, port, signal));
    try {
      if (!secure) return;
      const shake = (signal: AbortSignal) => shakeHands(socket, host, signal);
      const version = await stopwatch.time("tlsMs", shake);
      if (version !== undefined) known.tlsVersion = version;
    } finally {
      socket.destroy();
    }
  };

  try {
    const addresses = await lookUp();
    const find = (signal: AbortSignal) => firstToAnswer(addresses, port, signal);
    const address = await stopwatch.time(undefined, find);
    known.address = address;
    for (let probe = 0; probe < PROBES; probe++) {
      // oxlint-disable-next-line no-await-in-loop -- side by side they would wait for each other
      if (probe > 0) await lookUp();
      // oxlint-disable-next-line no-await-in-loop
      await connectOnce(address);
    }
    return { ...known, ...stopwatch.medians() };
  } catch (error) {
    const failure = abort.aborted
      ? "stopped before it ended"
      : networkFailure(error, { url: url.href, connection: "cold", awaiting: "answer" }).message;
    return { ...known, ...stopwatch.medians(), failure };
  }
}

type Step = "dnsMs" | "tcpMs" | "tlsMs";

/** Times steps that come again and again. */
class Stopwatch {
  readonly #clock: Clock;
  readonly #abort: AbortSignal;
  readonly #times = new Map<Step, number[]>();

  constructor(clock: Clock, abort: AbortSignal) {
    this.#clock = clock;
    this.#abort = abort;
  }

  /** Does a step, noting its time under `name` when it succeeds. Rejects when it fails or takes too long. */
  async time<T>(name: Step | undefined, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const signal = AbortSignal.any([this.#abort, AbortSignal.timeout(STEP_TIMEOUT_MS)]);
    const stopped = Promise.withResolvers<never>();
    const stop = (): void => stopped.reject(signal.reason);
    signal.addEventListener("abort", stop);
    if (signal.aborted) stop();
    const begin = this.#clock.now();
    try {
      const result = await Promise.race([work(signal), stopped.promise]);
      const ms = elapsedMs(begin, this.#clock.now());
      if (name !== undefined) this.#times.set(name, [...(this.#times.get(name) ?? []), ms]);
      return result;
    } finally {
      signal.removeEventListener("abort", stop);
    }
  }

  /** Of each step that succeeded at all; the lower one of two. */
  medians(): Partial<Record<Step, number>> {
    return Object.fromEntries(
      [...this.#times].map(([name, list]) => [
        name,
        list.toSorted((a, b) => a - b)[(list.length - 1) >> 1],
      ]),
    );
  }
}
