import type { Workplace } from "./processes.ts";

/** What the server knows of one stream, in nanoseconds of CLOCK_MONOTONIC. */
export interface StreamTruth {
  /** When the request was complete. */
  readonly receivedAt: number;
  /** Just before the write of each chunk. */
  readonly stamps: Float64Array;
}

export interface Truth {
  /** The most streams that were in flight at one moment, as the server counts them. */
  readonly peakInFlight: number;
  /** CPU time of the server since its start, in microseconds. */
  readonly serverCpuUs: number;
  readonly streams: ReadonlyMap<number, StreamTruth>;
}

export interface TruthServer {
  readonly port: number;
  /** Bytes of a chunk on the wire, with its transfer coding. */
  readonly wireBytes: number;
  /** All streams that ended since the last time it was asked. */
  tell(): Promise<Truth>;
}

/** Bytes of each SSE event of the server: the same for all, so that counting bytes is counting events. */
export const EVENT_BYTES = 288;

/** Starts the server. It ends with `workplace`, or when this process does: its stdin closes then. */
export async function startTruthServer(
  program: string,
  workplace: Workplace,
): Promise<TruthServer> {
  const child = workplace.track(
    Bun.spawn([program], { stdin: "pipe", stdout: "pipe", stderr: "inherit" }),
  );
  const { value } = await child.stdout.getReader().read();
  const [port, eventBytes, wireBytes] = new TextDecoder().decode(value).split(" ").map(Number);
  if (port === undefined || wireBytes === undefined || eventBytes !== EVENT_BYTES) {
    throw new Error("the truth server did not start");
  }
  return {
    port,
    wireBytes,
    tell: async () =>
      readTruth(await (await fetch(`http://127.0.0.1:${port}/truth`)).arrayBuffer()),
  };
}

function readTruth(bytes: ArrayBuffer): Truth {
  const told = new Float64Array(bytes);
  const streams = new Map<number, StreamTruth>();
  for (let at = 3; at < told.length;) {
    const [id = 0, receivedAt = 0, count = 0] = told.subarray(at, at + 3);
    streams.set(id, { receivedAt, stamps: told.subarray(at + 3, at + 3 + count) });
    at += 3 + count;
  }
  return { peakInFlight: told[0] ?? 0, serverCpuUs: told[1] ?? 0, streams };
}
