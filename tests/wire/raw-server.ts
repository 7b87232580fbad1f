import type { Socket, TLSOptions } from "bun";

/** One request as it came over the socket, and the hand that answers it, byte by byte. */
export interface Exchange {
  /** Request line, headers and body, as sent. */
  readonly request: string;
  /** 1 for the first connection of this server. */
  readonly connection: number;
  write(part: string | Uint8Array): void;
  /** Ends the connection properly (FIN). */
  close(): void;
  /** Ends it at once (RST). */
  reset(): void;
  /** Resolves when the connection is gone, whoever ended it. */
  readonly closed: Promise<void>;
}

/** A TCP server of which the test owns every byte. */
export interface RawServer {
  readonly port: number;
  readonly origin: string;
  [Symbol.dispose](): void;
}

interface Connection {
  readonly number: number;
  readonly closed: PromiseWithResolvers<void>;
  received: string;
}

/** Listens on a free port of this machine and calls `answer` for each complete request. With `tls` it speaks TLS. */
export function rawServer(answer: (exchange: Exchange) => void, tls?: TLSOptions): RawServer {
  let connections = 0;
  const listener = Bun.listen<Connection>({
    hostname: "127.0.0.1",
    port: 0,
    ...(tls === undefined ? {} : { tls }),
    socket: {
      open: (socket) => {
        socket.data = { number: ++connections, closed: Promise.withResolvers(), received: "" };
      },
      data: (socket, bytes) => {
        socket.data.received += bytes.toString("latin1");
        if (!isComplete(socket.data.received)) return;
        const request = socket.data.received;
        socket.data.received = "";
        answer(exchangeOn(socket, request));
      },
      close: (socket) => socket.data.closed.resolve(),
      error: () => {},
    },
  });
  return {
    port: listener.port,
    origin: `${tls === undefined ? "http" : "https"}://localhost:${listener.port}`,
    [Symbol.dispose]: () => listener.stop(true),
  };
}

function isComplete(request: string): boolean {
  const [head, body] = request.split("\r\n\r\n");
  const length = /^content-length: (\d+)/im.exec(head ?? "")?.[1] ?? "0";
  return body !== undefined && body.length >= Number(length);
}

function exchangeOn(socket: Socket<Connection>, request: string): Exchange {
  return {
    request,
    connection: socket.data.number,
    closed: socket.data.closed.promise,
    write: (part) => {
      socket.write(part);
      socket.flush();
    },
    close: () => socket.end(),
    reset: () => socket.terminate(),
  };
}

/** A whole answer with a length. */
export const wholeAnswer = (body: string, headers = "", status = "200 OK"): string =>
  `HTTP/1.1 ${status}\r\n${headers}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;

/** The head of an answer that comes in chunks. */
export const chunkedHead = (headers = ""): string =>
  `HTTP/1.1 200 OK\r\n${headers}transfer-encoding: chunked\r\n\r\n`;

/** One chunk of it; an empty one ends the answer. */
export const chunk = (part: string | Uint8Array): Uint8Array => {
  const bytes = Buffer.from(part);
  return Buffer.concat([
    Buffer.from(`${bytes.length.toString(16)}\r\n`),
    bytes,
    Buffer.from("\r\n"),
  ]);
};
