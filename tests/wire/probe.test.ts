import { describe, expect, test } from "bun:test";
import type { NetworkPath } from "../../src/core/report.ts";
import { bunClock } from "../../src/timing/clock.ts";
import { probeTargets } from "../../src/wire/probe.ts";
import { CERTIFICATES, TEST_KEY } from "./certificates.ts";
import { rawServer } from "./raw-server.ts";

const never = new AbortController().signal;

const probe = (
  origins: readonly string[],
  env: Readonly<Record<string, string>> = {},
  abort: AbortSignal = never,
): Promise<NetworkPath[]> =>
  probeTargets(
    origins.map((origin, index) => ({ id: `t${index}`, origin })),
    { clock: bunClock, env, abort },
  );

const TLS = { cert: CERTIFICATES.selfSigned, key: TEST_KEY };

/** Listens, counts connections and closes what speaks to it. */
function closingServer() {
  const seen = { connections: 0, bytes: 0 };
  const listener = Bun.listen({
    hostname: "127.0.0.1",
    port: 0,
    socket: {
      open: () => void seen.connections++,
      data: (socket, bytes) => {
        seen.bytes += bytes.length;
        socket.end();
      },
    },
  });
  const { port } = listener;
  return { seen, port, [Symbol.dispose]: () => listener.stop(true) };
}

describe("a probe of the way", () => {
  test("to a plain server on this machine knows the TCP connect alone, and sends nothing", async () => {
    using server = closingServer();
    const [path] = await probe([`http://localhost:${server.port}`]);
    expect(path).toEqual({ target: "t0", address: "127.0.0.1", tcpMs: expect.any(Number) });
    expect(path?.tcpMs).toBeGreaterThan(0);
    expect(server.seen.bytes).toBe(0);
  });

  test("to a TLS server knows the handshake and its version, whoever signed the certificate", async () => {
    using server = rawServer(() => {}, TLS);
    const [path] = await probe([server.origin]);
    expect(path).toEqual({
      target: "t0",
      address: "127.0.0.1",
      tcpMs: expect.any(Number),
      tlsMs: expect.any(Number),
      tlsVersion: "TLSv1.3",
    });
  });

  test("is made once for targets of one origin", async () => {
    using server = closingServer();
    const origin = `http://127.0.0.1:${server.port}`;
    const paths = await probe([origin, origin]);
    expect(paths.map(({ target }) => target)).toEqual(["t0", "t1"]);
    expect(new Set(paths.map(({ tcpMs }) => tcpMs)).size).toBe(1);
    // One to find the address, three to measure.
    expect(server.seen.connections).toBe(4);
  });

  test("says in words what is wrong, and keeps what was known until then", async () => {
    using server = closingServer();
    using free = closingServer();
    const refused = free.port;
    free[Symbol.dispose]();
    const paths = await probe([
      `http://127.0.0.1:${refused}`,
      "https://no-such-host.invalid",
      `https://127.0.0.1:${server.port}`,
    ]);
    expect(paths[0]).toEqual({
      target: "t0",
      failure: `nothing listens at 127.0.0.1:${refused}`,
    });
    // Without a network the name server cannot even say that there is no such host.
    expect(paths[1]?.failure).toContain("no-such-host.invalid:443");
    expect(paths[2]).toEqual({
      target: "t2",
      address: "127.0.0.1",
      tcpMs: expect.any(Number),
      failure: `127.0.0.1:${server.port} closed the connection without answering`,
    });
  });

  test("ends at the proxy where one stands between, and names it without its password", async () => {
    using proxy = closingServer();
    const env = { HTTPS_PROXY: `http://user:hunter2@127.0.0.1:${proxy.port}` };
    const [path] = await probe(["https://far.invalid"], env);
    expect(path).toEqual({
      target: "t0",
      proxy: `127.0.0.1:${proxy.port}`,
      address: "127.0.0.1",
      tcpMs: expect.any(Number),
    });
    expect(proxy.seen.bytes).toBe(0);
  });

  test("ends when it is stopped, also in the middle of a step", async () => {
    const controller = new AbortController();
    const asked = Promise.withResolvers<void>();
    // Takes the connection and never shakes hands.
    using mute = Bun.listen({
      hostname: "127.0.0.1",
      port: 0,
      socket: { data: () => asked.resolve() },
    });
    const probing = probe([`https://127.0.0.1:${mute.port}`], {}, controller.signal);
    await asked.promise;
    controller.abort();
    const [path] = await probing;
    expect(path?.failure).toBe("stopped before it ended");
    expect(path?.tlsMs).toBeUndefined();
    expect(await probe(["http://127.0.0.1:9"], {}, AbortSignal.abort())).toEqual([
      { target: "t0", failure: "stopped before it ended" },
    ]);
  });
});
