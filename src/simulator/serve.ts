import { UsageError } from "../core/errors.ts";
import type { Contestant } from "./contestant.ts";
import { createPacer } from "./pacer.ts";
import type { Pacer } from "./pacer.ts";
import type { ReadySimulator } from "./ready-line.ts";
import { startSimulator } from "./server.ts";
import type { Simulator } from "./server.ts";

/** What to serve. Each simulated provider has a port of its own. */
export interface ServeOptions {
  readonly contestants: readonly Contestant[];
  /** Of the first provider, the others follow; 0 takes free ports. */
  readonly port: number;
  /** 127.0.0.1 unless said. */
  readonly hostname?: string;
}

/** How serving talks to the world. */
export interface ServeIo {
  /** All can be reached. Print `readyLine` here for a program, something friendlier for a person. */
  ready(simulators: readonly ReadySimulator[]): void | Promise<void>;
  /** Resolves when it is time to stop: Ctrl-C, or the end of stdin for a child process. */
  readonly stopped: Promise<void>;
}

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && "code" in error && typeof error.code === "string"
    ? error.code
    : undefined;

const adviceFor = (code: string): string =>
  code === "EADDRINUSE" || code === "EACCES"
    ? "choose another port, or 0 for any that is free"
    : "choose an address of this machine: 127.0.0.1, or 0.0.0.0 for all of them";

function start(
  contestant: Contestant,
  options: ServeOptions,
  port: number,
  pacer: Pacer,
): Simulator {
  const { hostname = "127.0.0.1" } = options;
  try {
    return startSimulator({ ...contestant, hostname, port, pacer });
  } catch (error) {
    // Bun gives no code for a name that leads to no address.
    const code = codeOf(error) ?? "ENOTFOUND";
    throw new UsageError(
      `the simulated provider "${contestant.name}" cannot listen on ${hostname}:${port} (${code})`,
      adviceFor(code),
    );
  }
}

const LAST_PORT = 65_535;

function refuseTooFewPorts({ contestants, port }: ServeOptions): void {
  const first = LAST_PORT - contestants.length + 1;
  if (port <= first) return;
  throw new UsageError(
    `there are no ${contestants.length} ports from ${port} on: the last one is ${LAST_PORT}`,
    `choose a port up to ${first}, or 0 for any that are free`,
  );
}

/**
 * Serves simulated providers until told to stop; resolves when every port is free again.
 * @throws UsageError when a port or an address cannot be had.
 */
export async function serveSimulators(options: ServeOptions, io: ServeIo): Promise<void> {
  refuseTooFewPorts(options);
  const pacer = createPacer();
  const simulators: Simulator[] = [];
  try {
    for (const [index, contestant] of options.contestants.entries()) {
      const port = options.port === 0 ? 0 : options.port + index;
      simulators.push(start(contestant, options, port, pacer));
    }
    await io.ready(simulators);
    await io.stopped;
  } finally {
    for (const simulator of simulators) simulator.stop();
    pacer.clear();
  }
}

/**
 * Resolves when nothing more can come from `input`, or when `signal` fires and it is let go. A child process whose stdin is a pipe
 * learns in this way that its parent is gone, even when the parent was killed and could say nothing.
 */
export async function untilEnd(
  input: ReadableStream<Uint8Array>,
  signal?: AbortSignal,
): Promise<void> {
  const reader = input.getReader();
  // An input that is still read keeps the process alive.
  const letGo = (): void => void reader.cancel().catch(() => {});
  signal?.addEventListener("abort", letGo);
  if (signal?.aborted === true) letGo();
  try {
    // oxlint-disable-next-line no-await-in-loop
    while (!(await reader.read()).done);
  } catch {
    // An input that cannot be read any more has ended, too.
  } finally {
    signal?.removeEventListener("abort", letGo);
  }
}
