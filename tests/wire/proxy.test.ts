import { afterAll, afterEach, beforeAll, describe, expect, test } from "bun:test";
import type { TCPSocketListener } from "bun";
import { proxyFor } from "../../src/wire/proxy.ts";

const NAMES = ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"].flatMap((name) => [
  name,
  name.toLowerCase(),
]);
const before = Object.fromEntries(NAMES.map((name) => [name, process.env[name]]));

/** Two proxies that answer anything; what Bun's fetch asks of them is what is to be repeated. */
const hits: string[] = [];
const listeners: TCPSocketListener[] = [];

function startProxy(name: string): string {
  const listener = Bun.listen({
    hostname: "127.0.0.1",
    port: 0,
    socket: {
      data: (socket) => {
        hits.push(name);
        socket.end("HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
      },
    },
  });
  listeners.push(listener);
  return `http://127.0.0.1:${listener.port}`;
}

const proxies = { A: "", B: "" };

beforeAll(() => {
  proxies.A = startProxy("A");
  proxies.B = startProxy("B");
});
afterAll(() => listeners.map((listener) => listener.stop(true)));
afterEach(() => setVariables(before));

function setVariables(env: Readonly<Record<string, string | undefined>>): void {
  for (const name of NAMES) {
    const value = env[name];
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
}

/** `A` and `B` in the values stand for the proxies. */
const filledIn = (env: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(env).map(([name, value]) => [
      name,
      value === "A" || value === "B" ? proxies[value] : value,
    ]),
  );

async function askedByFetch(
  url: string,
  env: Readonly<Record<string, string>>,
): Promise<string | undefined> {
  setVariables(env);
  hits.length = 0;
  // Straight, the host does not exist. Where the name server is slow to say so, silence at the proxies is the answer.
  await fetch(url, { signal: AbortSignal.timeout(500) }).catch(() => {});
  return hits[0];
}

function askedByUs(url: string, env: Readonly<Record<string, string>>): string | undefined {
  const proxy = proxyFor(url, env)?.origin;
  return proxy === proxies.A ? "A" : proxy === proxies.B ? "B" : proxy;
}

const HTTP = "http://far.invalid/";
const HTTPS = "https://far.invalid/";
const DEEPER = "http://api.far.invalid:8080/";
const ADDRESS = "http://192.0.2.7:81/";

const CASES: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  [HTTP, { HTTP_PROXY: "A" }],
  [HTTP, { HTTPS_PROXY: "A" }],
  [HTTPS, { HTTPS_PROXY: "A" }],
  [HTTPS, { HTTP_PROXY: "A" }],
  [HTTP, { HTTP_PROXY: "A", http_proxy: "B" }],
  [HTTP, { HTTP_PROXY: "A", http_proxy: "" }],
  [HTTPS, { ALL_PROXY: "A" }],
  [HTTP, { ALL_PROXY: "A", HTTP_PROXY: "B" }],
  [HTTP, { ALL_PROXY: "A", NO_PROXY: "far.invalid" }],
  [HTTP, { HTTP_PROXY: "A", NO_PROXY: "*" }],
  [HTTP, { HTTP_PROXY: "A", NO_PROXY: "x.test, FAR.invalid" }],
  [HTTP, { HTTP_PROXY: "A", NO_PROXY: "ar.invalid" }],
  [HTTP, { HTTP_PROXY: "A", NO_PROXY: "far.invalid:80" }],
  [HTTP, { HTTP_PROXY: "A", NO_PROXY: "far.invalid:81" }],
  [HTTP, { HTTP_PROXY: "A", NO_PROXY: "far.invalid", no_proxy: "x.test" }],
  [DEEPER, { HTTP_PROXY: "A", NO_PROXY: "far.invalid" }],
  [DEEPER, { HTTP_PROXY: "A", NO_PROXY: ".far.invalid" }],
  [DEEPER, { HTTP_PROXY: "A", NO_PROXY: "*.far.invalid" }],
  [DEEPER, { HTTP_PROXY: "A", NO_PROXY: "*far.invalid" }],
  [ADDRESS, { HTTP_PROXY: "A", NO_PROXY: "192.0.2.7" }],
  [ADDRESS, { HTTP_PROXY: "A", NO_PROXY: "192.0.2.0/24" }],
  [ADDRESS, { HTTP_PROXY: "A", NO_PROXY: "192.0.3.0/24" }],
  [ADDRESS, { HTTP_PROXY: "A", NO_PROXY: "2.7" }],
];

describe("the proxy of a request", () => {
  test.each(CASES)("to %s is the one that Bun asks, with %j", async (url, variables) => {
    const env = filledIn(variables);
    expect(askedByUs(url, env)).toBe(await askedByFetch(url, env));
  });

  test("is the one asked for a host without a scheme, too", async () => {
    const env = { HTTP_PROXY: proxies.A.replace("http://", "") };
    expect(askedByUs(HTTP, env)).toBe("A");
    expect(await askedByFetch(HTTP, env)).toBe("A");
  });

  test("is none on this machine, whatever the variables say", () => {
    const env = { HTTP_PROXY: proxies.A, HTTPS_PROXY: proxies.A };
    expect(proxyFor("http://localhost:11434/v1", env)).toBeUndefined();
    expect(proxyFor("https://127.0.0.1/v1", env)).toBeUndefined();
  });
});
