import { describe, expect, test } from "bun:test";
import type { TLSOptions } from "bun";
import type { Failure } from "../../src/core/failure.ts";
import { bunClock } from "../../src/timing/clock.ts";
import { createFetchTransport } from "../../src/wire/fetch-transport.ts";
import { networkFailure } from "../../src/wire/network-error.ts";
import { CERTIFICATES, TEST_KEY } from "./certificates.ts";
import { chunk, chunkedHead, rawServer, wholeAnswer } from "./raw-server.ts";
import type { Exchange } from "./raw-server.ts";

const SECRETS = ["sk-noticed-at-once", "password", "query-key"];

/** What comes of a POST that carries secrets in every place that could leak one. */
async function failureOf(
  url: string,
  transport = createFetchTransport(bunClock),
): Promise<Failure> {
  const withSecrets = url.replace("://", "://user:password@");
  const { failure } = await transport(
    {
      method: "POST",
      url: `${withSecrets}/v1?key=query-key`,
      headers: { "x-api-key": "sk-noticed-at-once" },
      body: "{}",
    },
    { sent: () => {}, headers: () => {}, read: () => {} },
    new AbortController().signal,
  );
  if (failure === undefined) throw new Error("the request was expected to fail");
  for (const secret of SECRETS) expect(JSON.stringify(failure)).not.toContain(secret);
  return failure;
}

/** What comes of a request that is answered like this. */
async function failureFrom(
  answer: (exchange: Exchange) => void,
  tls?: TLSOptions,
): Promise<Failure & { where: string }> {
  using server = rawServer(answer, tls);
  const failure = await failureOf(server.origin);
  expect(failure.message).toContain(`localhost:${server.port}`);
  return { ...failure, where: `localhost:${server.port}` };
}

describe("a failure on the way", () => {
  test("refused: nothing listens there", async () => {
    const server = rawServer(() => {});
    const { port } = server;
    server[Symbol.dispose]();
    expect(await failureOf(`http://127.0.0.1:${port}`)).toEqual({
      kind: "network",
      code: "ECONNREFUSED",
      message: `nothing listens at 127.0.0.1:${port}`,
      advice: "start the server, or check the port",
    });
  });

  test("no such host, or no name server: depends on the machine, is a failure of names on both", async () => {
    const failure = await failureOf("https://no-such-host.invalid");
    expect(failure).toMatchObject({ kind: "network" });
    expect(failure.message).toContain("no-such-host.invalid:443");
    expect(failure.kind === "network" && failure.code).toMatch(/^(ENOTFOUND|EAI_\w+)$/);
  });

  test("a self-signed certificate", async () => {
    const tls = { key: TEST_KEY, cert: CERTIFICATES.selfSigned };
    const { where, ...failure } = await failureFrom(() => {}, tls);
    expect(failure).toMatchObject({
      code: "DEPTH_ZERO_SELF_SIGNED_CERT",
      message: `${where} has a self-signed certificate`,
    });
    expect(failure.advice).toContain("NODE_EXTRA_CA_CERTS");
  });

  test("a certificate of an unknown authority", async () => {
    const tls = { key: TEST_KEY, cert: CERTIFICATES.unknownAuthority };
    const failure = await failureFrom(() => {}, tls);
    expect(failure).toMatchObject({ code: "UNABLE_TO_VERIFY_LEAF_SIGNATURE" });
    expect(failure.message).toContain("nobody whom this machine trusts");
  });

  test("an expired certificate", async () => {
    const failure = await failureFrom(() => {}, { key: TEST_KEY, cert: CERTIFICATES.expired });
    expect(failure).toMatchObject({ code: "CERT_HAS_EXPIRED" });
    expect(failure.message).toContain("is not valid today");
  });

  test("https to a server without TLS", async () => {
    using server = Bun.serve({ port: 0, fetch: () => new Response("plain") });
    const failure = await failureOf(`https://localhost:${server.port}`);
    expect(failure).toMatchObject({
      code: "EPROTO",
      message: `the TLS handshake with localhost:${server.port} failed`,
      advice: "if the server has no TLS on this port, use http://",
    });
  });

  test("http to a server with TLS", async () => {
    const tls = { key: TEST_KEY, cert: CERTIFICATES.selfSigned };
    using server = rawServer(() => {}, tls);
    const failure = await failureOf(`http://localhost:${server.port}`);
    expect(failure).toMatchObject({
      code: "ECONNRESET",
      advice: "if the server wants TLS on this port, use https://",
    });
  });

  test("closed or reset before the answer", async () => {
    const ways = [
      (given: Exchange): void => given.close(),
      (given: Exchange): void => given.reset(),
      (given: Exchange): void => {
        given.write("HTTP/1.1 200 OK\r\ncontent-le");
        given.close();
      },
    ];
    for (const way of ways) {
      const { where, ...failure } = await failureFrom(way);
      expect(failure).toMatchObject({
        code: "ECONNRESET",
        message: `${where} closed the connection without answering`,
        retryable: true,
      });
    }
  });

  test("a kept-alive connection that the server closes instead of answering again", async () => {
    const transport = createFetchTransport(bunClock);
    using server = rawServer((given) => {
      if (given.request.includes("/first")) given.write(wholeAnswer("ok"));
      else given.close();
    });
    const first = await transport(
      { method: "POST", url: `${server.origin}/first`, headers: {}, body: "{}" },
      { sent: () => {}, headers: () => {}, read: () => {} },
      new AbortController().signal,
    );
    expect(first.failure).toBeUndefined();
    expect(await failureOf(server.origin, transport)).toMatchObject({
      code: "ECONNRESET",
      message: `localhost:${server.port} closed the kept-alive connection instead of answering`,
      advice: "servers close idle connections; try again",
    });
  });

  test("a body that breaks off: chunked, with a length, by FIN or RST", async () => {
    for (const head of [chunkedHead(), "HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\n"]) {
      for (const end of ["close", "reset"] as const) {
        const { where, ...failure } = await failureFrom((given) => {
          given.write(head);
          given.write(chunk("hello"));
          given[end]();
        });
        expect(failure).toMatchObject({
          code: "ECONNRESET",
          message: `${where} broke the connection in the middle of its answer`,
        });
      }
    }
  });

  test("an answer that is no HTTP", async () => {
    const answers = ["garbage line here\r\n\r\n", `${chunkedHead()}ZZ\r\nhello\r\n`];
    for (const answer of answers) {
      const { where, ...failure } = await failureFrom((given) => given.write(answer));
      expect(failure).toMatchObject({
        kind: "network",
        message: `${where} answered with something that is not HTTP/1.1`,
      });
    }
  });

  test("a proxy that gives no tunnel", () => {
    const error = Object.assign(new Error("Proxy refused"), { code: "ERR_PROXY_TUNNEL" });
    expect(networkFailure(error, at("https://api.example.com/v1"))).toEqual({
      kind: "network",
      code: "ERR_PROXY_TUNNEL",
      message: "the proxy did not give us a way to api.example.com:443",
      advice: "check HTTPS_PROXY or HTTP_PROXY, or name the host in NO_PROXY",
    });
  });
});

describe("a failure of the request itself", () => {
  test("an address that is none", async () => {
    expect(await failureOf("nonsense")).toMatchObject({
      code: "ERR_INVALID_URL",
      message: "no request can go to this address",
    });
  });

  test("a key with a line break, which is not shown", async () => {
    const { failure } = await createFetchTransport(bunClock)(
      {
        method: "POST",
        url: "http://127.0.0.1:1/",
        headers: { authorization: "Bearer sk-noticed-at-once\nx" },
      },
      { sent: () => {}, headers: () => {}, read: () => {} },
      new AbortController().signal,
    );
    expect(failure).toMatchObject({ kind: "network", retryable: false });
    expect(failure?.message).toContain("127.0.0.1:1 could not be made");
    expect(JSON.stringify(failure)).not.toContain("sk-noticed-at-once");
  });
});

describe("words", () => {
  const coded = (code: string): Error => Object.assign(new Error("text"), { code });

  test("for an unknown code name it, host and port", () => {
    expect(networkFailure(coded("EWHATEVER"), at("https://[::1]:8443/v1"))).toEqual({
      kind: "network",
      code: "EWHATEVER",
      message: "the request to [::1]:8443 failed with EWHATEVER",
      advice: "try again",
    });
  });

  test("for what is no error at all are still a failure", () => {
    expect(networkFailure("?", at("http://a"))).toMatchObject({ code: "UNKNOWN" });
  });

  test("go by the name of a DOMException, not by its number", () => {
    const error = new DOMException("The operation timed out.", "TimeoutError");
    expect(networkFailure(error, at("http://a"))).toMatchObject({
      code: "TimeoutError",
      message: "a:80 did not react",
    });
  });

  test("do not tell somebody to start a server that is not theirs", () => {
    const failure = networkFailure(coded("ECONNREFUSED"), at("https://api.example.com"));
    expect(failure.advice).toContain("HTTPS_PROXY");
  });

  test.each([
    ["EAI_AGAIN", "name server"],
    ["ENOTFOUND", "no host of that name"],
    ["ENETUNREACH", "no way"],
    ["ERR_TLS_CERT_ALTNAME_INVALID", "another name"],
    ["SELF_SIGNED_CERT_IN_CHAIN", "nobody whom this machine trusts"],
    ["CERT_REVOKED", "refused"],
    ["BrotliDecompressionError", "cannot be unpacked"],
  ])("for %s say: %s", (code, words) => {
    expect(networkFailure(coded(code), at("https://a")).message).toContain(words);
  });
});

function at(url: string): Parameters<typeof networkFailure>[1] {
  return { url, connection: "cold", awaiting: "answer" };
}
