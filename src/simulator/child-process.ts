import { parseReadyLine } from "./ready-line.ts";
import type { ReadySimulator } from "./ready-line.ts";

/** Simulated providers in a process of their own. */
export interface SimulatorProcess {
  readonly simulators: readonly ReadySimulator[];
  /** In the same order. */
  readonly urls: readonly string[];
  /** Ends the process and waits for its end. Calling it again does nothing more. */
  stop(): Promise<void>;
}

/** A process that is not ready by then is taken for broken. */
const READY_WITHIN_MS = 10_000;
/** A process that does not end by itself by then is killed. */
const ENDS_WITHIN_MS = 2_000;

/** Resolves with `fallback` when `work` takes longer. */
async function within<T, F>(work: Promise<T>, ms: number, fallback: F): Promise<T | F> {
  const late = Promise.withResolvers<F>();
  const timer = setTimeout(() => late.resolve(fallback), ms);
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

/** Reads to the end, so that the writer is never held up, and hands `found` the first line; undefined when there is none. */
async function readFirstLine(
  output: ReadableStream<Uint8Array>,
  found: (line: string | undefined) => void,
): Promise<void> {
  const decoder = new TextDecoder();
  let text = "";
  try {
    for await (const bytes of output) {
      if (text.includes("\n")) continue;
      text += decoder.decode(bytes, { stream: true });
      if (text.includes("\n")) found(text.split("\n")[0]);
    }
  } finally {
    found(undefined);
  }
}

function firstLine(output: ReadableStream<Uint8Array>): Promise<string | undefined> {
  const line = Promise.withResolvers<string | undefined>();
  // A stream that breaks has no first line either.
  readFirstLine(output, line.resolve).catch(() => {});
  return line.promise;
}

const LONGEST_COMPLAINT = 300;

/**
 * Starts `command`, which must serve simulated providers (`serveSimulators`) until its stdin ends, and print `readyLine` first.
 * The process ends with this one: its stdin is a pipe that the system closes, however this process dies.
 * @throws Error when the command does not start, ends early or says something else; the process is gone by then.
 */
export async function spawnSimulators(
  command: readonly string[],
  readyWithinMs: number = READY_WITHIN_MS,
): Promise<SimulatorProcess> {
  const child = Bun.spawn([...command], { stdin: "pipe", stdout: "pipe", stderr: "pipe" });
  const complaints = new Response(child.stderr).text();
  const stop = async (): Promise<void> => {
    await child.stdin.end();
    if ((await within(child.exited, ENDS_WITHIN_MS, undefined)) === undefined)
      child.kill("SIGKILL");
    await child.exited;
  };
  const line = await within(firstLine(child.stdout), readyWithinMs, undefined);
  const simulators = line === undefined ? undefined : parseReadyLine(line);
  if (simulators === undefined) {
    child.kill("SIGKILL");
    const code = await child.exited;
    const said = (await complaints).trim() || line || `exit code ${code}`;
    throw new Error(`the simulated providers did not start: ${said.slice(0, LONGEST_COMPLAINT)}`);
  }
  return { simulators, urls: simulators.map(({ url }) => url), stop };
}
