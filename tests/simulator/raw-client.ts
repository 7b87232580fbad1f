/** A client that keeps every byte of a connection as it came, and knows how the connection ended. */
export interface RawConnection {
  /** What the network handed over, read by read. */
  readonly reads: readonly Uint8Array[];
  /** All of it so far. */
  readonly bytes: () => Buffer;
  /** How it ended: by the other side's close, by its reset, or not yet. */
  readonly ending: () => "closed" | "reset" | "open";
  /** Resolves when the response is complete by its own framing, or the connection has ended. */
  readonly answered: Promise<void>;
  readonly send: (text: string) => void;
  readonly close: () => void;
}

export interface RawResponse {
  readonly status: number;
  readonly headers: Headers;
  /** The body without its chunks. */
  readonly body: Buffer;
  /** The bytes after the head as they were. */
  readonly framed: Buffer;
}

const HEAD_END = "\r\n\r\n";

function isComplete(bytes: Buffer): boolean {
  const end = bytes.indexOf(HEAD_END);
  if (end === -1) return false;
  const head = bytes.toString("latin1", 0, end).toLowerCase();
  const bodyLength = bytes.length - end - HEAD_END.length;
  if (head.includes("transfer-encoding: chunked")) {
    return bytes.subarray(-7).toString("latin1").endsWith("\r\n0\r\n\r\n");
  }
  const length = /content-length: (\d+)/.exec(head)?.[1];
  return length !== undefined && bodyLength >= Number(length);
}

export async function openRaw(url: string, text: string): Promise<RawConnection> {
  const { hostname, port } = new URL(url);
  const reads: Uint8Array[] = [];
  const answered = Promise.withResolvers<void>();
  let ending: "closed" | "reset" | "open" = "open";
  const socket = await Bun.connect({
    hostname,
    port: Number(port),
    socket: {
      open: (opened) => {
        opened.setNoDelay(true);
        opened.write(text);
      },
      data: (_, bytes) => {
        reads.push(bytes.slice());
        if (isComplete(Buffer.concat(reads))) answered.resolve();
      },
      close: (_, error) => {
        ending = error === undefined ? "closed" : "reset";
        answered.resolve();
      },
    },
  });
  return {
    reads,
    bytes: () => Buffer.concat(reads),
    ending: () => ending,
    answered: answered.promise,
    send: (more) => void socket.write(more),
    close: () => socket.end(),
  };
}

function withoutChunks(bytes: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; at < bytes.length;) {
    const lineEnd = bytes.indexOf("\r\n", at);
    const size = Number.parseInt(bytes.toString("latin1", at, lineEnd), 16);
    if (lineEnd === -1 || size === 0) break;
    parts.push(bytes.subarray(lineEnd + 2, lineEnd + 2 + size));
    at = lineEnd + 2 + size + 2;
  }
  return Buffer.concat(parts);
}

/** Takes a response apart. Status 0 when there is no head. */
export function readResponse(bytes: Buffer): RawResponse {
  const end = bytes.indexOf(HEAD_END);
  const [statusLine = "", ...lines] = bytes.toString("latin1", 0, Math.max(0, end)).split("\r\n");
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(statusLine)?.[1] ?? 0);
  const headers = new Headers(
    lines.map((line): [string, string] => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon), line.slice(colon + 1).trim()];
    }),
  );
  const framed = status === 0 ? bytes : bytes.subarray(end + HEAD_END.length);
  const body = headers.get("transfer-encoding") === "chunked" ? withoutChunks(framed) : framed;
  return { status, headers, body, framed };
}

/** The text of a POST with a JSON body. */
export function postText(path: string, body: object, headers: Record<string, string> = {}): string {
  const json = JSON.stringify(body);
  const lines = Object.entries({
    host: "127.0.0.1",
    "content-type": "application/json",
    "content-length": String(Buffer.byteLength(json)),
    ...headers,
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  return `POST ${path} HTTP/1.1\r\n${lines.join("")}\r\n${json}`;
}

/** Sends one request, waits for the end of its answer, and hangs up. */
export async function exchange(url: string, text: string) {
  const connection = await openRaw(url, text);
  await connection.answered;
  const ending = connection.ending();
  connection.close();
  return { ...readResponse(connection.bytes()), ending, reads: connection.reads };
}
