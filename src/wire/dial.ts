import { once } from "node:events";
import { connect, isIP } from "node:net";
import type { Socket } from "node:net";
import { connect as startTls } from "node:tls";

/**
 * The steps to a connection, one at a time and each ended by a signal. Sockets of `node:net`, 0.2 ms slower than `Bun.connect`,
 * because nothing can end the latter while nobody answers: it would keep the program from ending for two minutes.
 */

/** Opens a TCP connection to an address. Rejects when it is refused, and when `signal` fires. */
export async function dial(address: string, port: number, signal: AbortSignal): Promise<Socket> {
  const socket = connect({ host: address, port });
  socket.setNoDelay(true);
  await settled(socket, "connect", signal);
  return socket;
}

/**
 * Does the TLS handshake; gives the version, such as `TLSv1.3`. Whoever has a certificate will do: nothing is sent, and a request
 * that follows checks it for itself.
 */
export async function shakeHands(
  socket: Socket,
  host: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const secure = startTls({
    socket,
    // A server name is a name: RFC 6066, section 3.
    ...(isIP(host) === 0 ? { servername: host } : {}),
    ALPNProtocols: ["http/1.1"],
    rejectUnauthorized: false,
  });
  await settled(secure, "secureConnect", signal);
  return secure.getProtocol() ?? undefined;
}

/** The one of several addresses that answers first, as a browser would find it. Rejects with the first refusal when none does. */
export async function firstToAnswer(
  addresses: readonly string[],
  port: number,
  signal: AbortSignal,
): Promise<string> {
  const over = new AbortController();
  const either = AbortSignal.any([signal, over.signal]);
  try {
    return await Promise.any(
      addresses.map(async (address) => {
        const socket = await dial(address, port, either);
        socket.destroy();
        return address;
      }),
    );
  } catch (error) {
    throw error instanceof AggregateError ? error.errors[0] : error;
  } finally {
    over.abort();
  }
}

/** Waits for an event of a socket. When anything else comes first the socket is gone. */
async function settled(socket: Socket, event: string, signal: AbortSignal): Promise<void> {
  const stop = (): void => void socket.destroy(asError(signal.reason));
  const closed = once(socket, "close").then(() => {
    throw Object.assign(new Error("closed"), { code: "ECONNRESET" });
  });
  signal.addEventListener("abort", stop);
  if (signal.aborted) stop();
  try {
    await Promise.race([once(socket, event), closed]);
  } catch (error) {
    socket.destroy();
    throw signal.aborted ? signal.reason : error;
  } finally {
    signal.removeEventListener("abort", stop);
    // From here on an error of a connection that is only there to be closed interests nobody.
    socket.on("error", () => {});
    closed.catch(() => {});
  }
}

const asError = (reason: unknown): Error =>
  reason instanceof Error ? reason : new Error(String(reason));
