import { randomFor } from "../core/random.ts";
import { bunClock } from "../timing/clock.ts";
import { Connection } from "./connection.ts";
import type { Contestant } from "./contestant.ts";
import { createPacer } from "./pacer.ts";
import type { Pacer } from "./pacer.ts";
import type { Outlet } from "./player.ts";
import { PROFILES } from "./profile.ts";
import { SimulatedProvider } from "./provider.ts";
import { TruthLog } from "./truth-log.ts";
import type { TruthRecord } from "./truth-log.ts";

/** What to simulate; everything has a default. */
export interface SimulatorOptions extends Partial<Contestant> {
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** 127.0.0.1 unless said: nobody else can reach it. */
  readonly hostname?: string;
  /** Shared by the simulators of one process. */
  readonly pacer?: Pacer;
  /** Requests that the truth log remembers; 10,000 unless said. */
  readonly keptRecords?: number;
}

/** A running simulated provider. */
export interface Simulator {
  readonly name: string;
  readonly model: string;
  readonly port: number;
  /** Without a slash at its end. The OpenAI side is under `/v1`, the Ollama side under `/api`. */
  readonly url: string;
  /** Known truth of the requests so far, also at `GET /truth`. */
  readonly log: () => readonly TruthRecord[];
  /** Closes every connection. Calling it again does nothing. */
  readonly stop: () => void;
}

const anySeed = (): number => randomFor(bunClock.wallMs(), "simulator").integer(0, 2 ** 31 - 1);

/**
 * Serves one simulated provider over plain HTTP/1.1. Each event is sent at its own absolute time after the last byte of its
 * request was read, so lateness never adds up. Raw sockets, since a web server would not let a fault reset a connection, cut a
 * character in two or leave out the head.
 * @throws Error with a `code` such as EADDRINUSE when the port cannot be had.
 */
export function startSimulator(options: SimulatorOptions = {}): Simulator {
  const { name = "simulated", model = "simulated-model", hostname = "127.0.0.1" } = options;
  const contestant: Contestant = {
    ...options,
    name,
    model,
    profile: options.profile ?? PROFILES.reference.profile,
    seed: options.seed ?? anySeed(),
    faults: options.faults ?? [],
  };
  const clock = bunClock;
  const pacer = options.pacer ?? createPacer(clock);
  const log = new TruthLog(options.keptRecords);
  const provider = new SimulatedProvider(contestant, clock.now(), log);
  const server = Bun.listen<Connection>({
    hostname,
    port: options.port ?? 0,
    socket: {
      open: (socket) => {
        socket.setNoDelay(true);
        socket.data = new Connection(outletOf(socket), provider, pacer, clock);
      },
      data: (socket, bytes) => {
        const at = clock.now();
        socket.data.data(bytes, at);
      },
      drain: (socket) => socket.data.drain(),
      close: (socket) => socket.data.closed(),
      error: (socket) => socket.data.closed(),
    },
  });
  const host = hostname.includes(":") ? `[${hostname}]` : hostname;
  return {
    name,
    model,
    port: server.port,
    url: `http://${host}:${server.port}`,
    log: () => log.records(),
    stop: () => {
      server.stop(true);
      if (options.pacer === undefined) pacer.clear();
    },
  };
}

const outletOf = (socket: Bun.Socket<Connection>): Outlet => ({
  write: (bytes) => socket.write(bytes),
  end: () => void socket.end(),
  reset: () => socket.terminate(),
});
