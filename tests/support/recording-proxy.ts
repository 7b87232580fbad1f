import { createServer, connect } from "node:net";
import type { AddressInfo, Socket } from "node:net";
import type { Authority } from "./authority.ts";

/** A request as it came out of the tunnel: to whom, and everything that was said. */
export interface Overheard {
  readonly host: string;
  /** Method, address, headers and body. */
  readonly text: string;
}

/** How the world behind the proxy answers; `hang-up` closes each tunnel before anything is said in it. */
export type Manner = ((request: Request) => Response) | "hang-up";

/** A proxy that a whole program can be sent through, with a world of servers behind it that it reads along with. */
export interface RecordingProxy {
  readonly url: string;
  readonly overheard: readonly Overheard[];
  /** What was said to the proxy itself, before a tunnel stood: it is readable on the way. */
  readonly toProxy: readonly string[];
  stop(): Promise<void>;
}

/**
 * Starts a proxy on this machine, before a world of hosts for which `authority` vouches. No packet leaves the machine, whatever is asked
 * for.
 */
export async function startRecordingProxy(
  { cert, key }: Authority,
  manner: Manner,
): Promise<RecordingProxy> {
  const overheard: Overheard[] = [];
  const toProxy: string[] = [];
  const world = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    tls: { cert, key },
    fetch: async (request) => {
      const body = await request.text();
      const { host } = new URL(request.url);
      const headers = [...request.headers].map(([name, value]) => `${name}: ${value}`);
      overheard.push({
        host,
        text: [`${request.method} ${request.url}`, ...headers, body].join("\n"),
      });
      return manner === "hang-up" ? new Response() : manner(request);
    },
  });
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    sockets.add(client);
    client.on("error", () => {});
    client.on("close", () => sockets.delete(client));
    client.once("data", (head) => {
      toProxy.push(head.toString("latin1"));
      if (!head.toString("latin1").startsWith("CONNECT ")) {
        client.end("HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
        return;
      }
      if (manner === "hang-up") {
        client.end("HTTP/1.1 200 Connection established\r\n\r\n");
        return;
      }
      const onward = connect(world.port ?? 0, "127.0.0.1");
      onward.on("error", () => client.destroy());
      client.write("HTTP/1.1 200 Connection established\r\n\r\n");
      client.pipe(onward).pipe(client);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    overheard,
    toProxy,
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await world.stop(true);
    },
  };
}
