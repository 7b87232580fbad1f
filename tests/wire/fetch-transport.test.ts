import { describe, expect, test } from "bun:test";
import { brotliCompressSync } from "node:zlib";
import type { Nanos } from "../../src/core/units.ts";
import { bunClock } from "../../src/timing/clock.ts";
import { createFetchTransport } from "../../src/wire/fetch-transport.ts";
import type { WireEnd, WireRequest } from "../../src/wire/transport.ts";
import { chunk, chunkedHead, rawServer, wholeAnswer } from "./raw-server.ts";
import type { Exchange } from "./raw-server.ts";

const SECRET = "sk-noticed-at-once";

interface Seen {
  sent: { at: Nanos; connection: "warm" | "cold" }[];
  headers: { status: number; headers: Headers; at: Nanos }[];
  reads: { text: string; at: Nanos }[];
}

const post = (url: string, headers: Record<string, string> = {}): WireRequest => ({
  method: "POST",
  url,
  headers: { authorization: `Bearer ${SECRET}`, ...headers },
  body: "{}",
});

/** Sends one request and gives all that was told. `onRead` is called after each read, so that a test can lead the server. */
async function exchange(
  request: WireRequest,
  {
    transport = createFetchTransport(bunClock),
    signal = new AbortController().signal,
    onRead = (): void => {},
  } = {},
): Promise<Seen & { end: WireEnd }> {
  const seen: Seen = { sent: [], headers: [], reads: [] };
  const end = await transport(
    request,
    {
      sent: (at, connection) => seen.sent.push({ at, connection }),
      headers: (status, headers, at) => seen.headers.push({ status, headers, at }),
      read: (bytes, at) => {
        seen.reads.push({ text: new TextDecoder().decode(bytes), at });
        onRead();
      },
    },
    signal,
  );
  return { ...seen, end };
}

describe("what is sent", () => {
  test("is the request, with identity encoding, over HTTP/1.1", async () => {
    let request = "";
    using server = rawServer((given) => {
      request = given.request;
      given.write(wholeAnswer("ok"));
    });
    await exchange(post(`${server.origin}/v1/x?y=1`, { "Accept-Encoding": "gzip" }));
    expect(request).toStartWith("POST /v1/x?y=1 HTTP/1.1\r\n");
    expect(request.match(/^accept-encoding: .*$/gim)).toEqual(["Accept-Encoding: identity"]);
    expect(request).toContain(`Bearer ${SECRET}`);
    expect(request).toEndWith("\r\n\r\n{}");
  });

  test("may be a GET without a body", async () => {
    let request = "";
    using server = rawServer((given) => {
      request = given.request;
      given.write(wholeAnswer("ok"));
    });
    const { end } = await exchange({ method: "GET", url: `${server.origin}/models`, headers: {} });
    expect(request).toStartWith("GET /models HTTP/1.1\r\n");
    expect(end.failure).toBeUndefined();
  });

  test("is not printed when BUN_CONFIG_VERBOSE_FETCH asks for it", async () => {
    using server = rawServer((given) => given.write(wholeAnswer("ok")));
    const source = `
      import { bunClock } from ${JSON.stringify(import.meta.resolve("../../src/timing/clock.ts"))};
      import { createFetchTransport } from ${JSON.stringify(import.meta.resolve("../../src/wire/fetch-transport.ts"))};
      const end = await createFetchTransport(bunClock)(
        ${JSON.stringify(post(server.origin))},
        { sent() {}, headers() {}, read(bytes) { console.log(new TextDecoder().decode(bytes)); } },
        new AbortController().signal,
      );
      process.exit(0);`;
    const child = Bun.spawn([process.execPath, "-e", source], {
      env: { ...process.env, BUN_CONFIG_VERBOSE_FETCH: "curl" },
      stderr: "pipe",
    });
    expect(await child.stdout.text()).toBe("ok\n");
    expect(await child.stderr.text()).toBe("");
  });
});

describe("what is told", () => {
  test("one read for each write, each with a later stamp", async () => {
    const parts = ["data: a\n\n", "data: b\n\n", "data: c\n\n", "data: d\n\n"];
    let given: Exchange | undefined;
    let next = 0;
    // The next part is written when the one before has been read, so no two can come together.
    const writeNext = (): void => given?.write(chunk(parts[next++] ?? ""));
    using server = rawServer((incoming) => {
      given = incoming;
      incoming.write(chunkedHead("content-type: text/event-stream\r\n"));
      writeNext();
    });
    const before = bunClock.now();
    const { sent, headers, reads, end } = await exchange(post(server.origin), {
      onRead: writeNext,
    });
    expect(sent).toHaveLength(1);
    expect(headers.map(({ status }) => status)).toEqual([200]);
    expect(headers[0]?.headers.get("content-type")).toBe("text/event-stream");
    expect(reads.map(({ text }) => text)).toEqual(parts);
    const stamps = [before, ...[...sent, ...headers, ...reads].map(({ at }) => at), end.endedAt];
    expect(stamps).toEqual(stamps.toSorted((a, b) => a - b));
    expect(new Set(reads.map(({ at }) => at)).size).toBe(parts.length);
    expect(end.failure).toBeUndefined();
  });

  test("a status and its body, whatever the status", async () => {
    using server = rawServer((given) => given.write(wholeAnswer("no", "", "401 Unauthorized")));
    const { headers, reads, end } = await exchange(post(server.origin));
    expect(headers[0]?.status).toBe(401);
    expect(reads.map(({ text }) => text)).toEqual(["no"]);
    expect(end.failure).toBeUndefined();
  });

  test("an answer without a body", async () => {
    using server = rawServer((given) => given.write("HTTP/1.1 204 No Content\r\n\r\n"));
    const { headers, reads, end } = await exchange(post(server.origin));
    expect(headers[0]?.status).toBe(204);
    expect(reads).toEqual([]);
    expect(end.failure).toBeUndefined();
  });

  test("the text of a body that is compressed although identity was asked, and that it was", async () => {
    const body = brotliCompressSync("data: a\n\n");
    using server = rawServer((given) => {
      given.write(chunkedHead("content-encoding: br\r\n"));
      given.write(chunk(body));
      given.write(chunk(""));
    });
    const { headers, reads, end } = await exchange(post(server.origin));
    expect(reads.map(({ text }) => text).join("")).toBe("data: a\n\n");
    expect(headers[0]?.headers.get("content-encoding")).toBe("br");
    expect(end.failure).toBeUndefined();
  });

  test("a redirect as a status, which is not followed", async () => {
    const asked: string[] = [];
    using elsewhere = rawServer((given) => {
      asked.push(given.request);
      given.write(wholeAnswer("stolen"));
    });
    using server = rawServer((given) =>
      given.write(wholeAnswer("", `location: ${elsewhere.origin}/\r\n`, "307 Temporary Redirect")),
    );
    const { headers, end } = await exchange(post(server.origin));
    expect(headers.map(({ status }) => status)).toEqual([307]);
    expect(end.failure).toBeUndefined();
    expect(asked).toEqual([]);
  });
});

describe("connections", () => {
  const twice = async (answer: (given: Exchange) => void): Promise<[string[], number]> => {
    const transport = createFetchTransport(bunClock);
    let connections = 0;
    using server = rawServer((given) => {
      connections = given.connection;
      answer(given);
    });
    const first = await exchange(post(server.origin), { transport });
    const second = await exchange(post(server.origin), { transport });
    return [[...first.sent, ...second.sent].map(({ connection }) => connection), connections];
  };

  test("are cold at first and warm when the first is kept alive", async () => {
    expect(await twice((given) => given.write(wholeAnswer("ok")))).toEqual([["cold", "warm"], 1]);
  });

  test("stay cold when the server closes them", async () => {
    const closing = (given: Exchange): void => {
      given.write(wholeAnswer("ok", "connection: close\r\n"));
      given.close();
    };
    expect(await twice(closing)).toEqual([["cold", "cold"], 2]);
  });

  test("stay cold when their end is the end of the body", async () => {
    const closing = (given: Exchange): void => {
      given.write("HTTP/1.1 200 OK\r\n\r\nok");
      given.close();
    };
    expect(await twice(closing)).toEqual([["cold", "cold"], 2]);
  });

  test("stay cold after a broken body", async () => {
    const breaking = (given: Exchange): void => {
      given.write(`${chunkedHead()}5\r\nhello\r\n`);
      given.close();
    };
    expect(await twice(breaking)).toEqual([["cold", "cold"], 2]);
  });
});

describe("cold connections", () => {
  test("are new for each request and told as such, also where a warm one is idle", async () => {
    const kinds = {
      warm: createFetchTransport(bunClock),
      cold: createFetchTransport(bunClock, "cold"),
    };
    const numbers: number[] = [];
    const told: string[] = [];
    using server = rawServer((given) => {
      numbers.push(given.connection);
      given.write(wholeAnswer("ok"));
    });
    for (const kind of ["warm", "cold", "cold", "warm", "cold"] as const) {
      // oxlint-disable-next-line no-await-in-loop
      const { sent } = await exchange(post(server.origin), { transport: kinds[kind] });
      told.push(sent[0]?.connection ?? "nothing");
    }
    expect(numbers).toEqual([1, 2, 3, 1, 4]);
    expect(told).toEqual(["cold", "cold", "cold", "warm", "cold"]);
  });
});

describe("a proxy of the environment", () => {
  test("is not asked for a server on this machine", async () => {
    const before = process.env["HTTP_PROXY"];
    const asked: string[] = [];
    using proxy = rawServer((given) => {
      asked.push(given.request);
      given.write(wholeAnswer("from the proxy"));
    });
    using server = rawServer((given) => given.write(wholeAnswer("from the server")));
    process.env["HTTP_PROXY"] = proxy.origin;
    try {
      const { reads } = await exchange(post(server.origin));
      expect(reads.map(({ text }) => text)).toEqual(["from the server"]);
      expect(asked).toEqual([]);
    } finally {
      if (before === undefined) delete process.env["HTTP_PROXY"];
      else process.env["HTTP_PROXY"] = before;
    }
  });
});

describe("an abort", () => {
  test("ends a request that gets no answer, and its connection", async () => {
    const asked = Promise.withResolvers<Exchange>();
    using server = rawServer((given) => asked.resolve(given));
    const controller = new AbortController();
    const running = exchange(post(server.origin), { signal: controller.signal });
    const given = await asked.promise;
    controller.abort();
    const { sent, headers, end } = await running;
    expect(end.failure?.kind).toBe("aborted");
    expect(sent).toHaveLength(1);
    expect(headers).toEqual([]);
    await given.closed;
  });

  test("ends a stream in its middle, and its connection", async () => {
    let given: Exchange | undefined;
    using server = rawServer((incoming) => {
      given = incoming;
      incoming.write(chunkedHead());
      incoming.write(chunk("a"));
    });
    const controller = new AbortController();
    const { reads, end } = await exchange(post(server.origin), {
      signal: controller.signal,
      onRead: () => queueMicrotask(() => controller.abort()),
    });
    expect(reads.map(({ text }) => text)).toEqual(["a"]);
    expect(end.failure?.kind).toBe("aborted");
    await given?.closed;
  });

  test("made while a read is told is the last that is told, even when the body has ended", async () => {
    for (const answer of [wholeAnswer("a"), `${chunkedHead()}1\r\na\r\n1\r\nb\r\n`]) {
      using server = rawServer((given) => given.write(answer));
      const controller = new AbortController();
      const { reads, end } = await exchange(post(server.origin), {
        signal: controller.signal,
        onRead: () => controller.abort(new Error("enough")),
      });
      expect(reads).toHaveLength(1);
      expect(end.failure?.kind).toBe("aborted");
    }
  });

  test("leaves no warm connection behind", async () => {
    const transport = createFetchTransport(bunClock);
    using server = rawServer((given) => given.write(wholeAnswer("a")));
    const controller = new AbortController();
    const { signal } = controller;
    await exchange(post(server.origin), { transport, signal, onRead: () => controller.abort() });
    const { sent } = await exchange(post(server.origin), { transport });
    expect(sent[0]?.connection).toBe("cold");
  });

  test("made before the start sends nothing", async () => {
    let asked = false;
    using server = rawServer(() => {
      asked = true;
    });
    const { sent, end } = await exchange(post(server.origin), { signal: AbortSignal.abort() });
    expect(end.failure?.kind).toBe("aborted");
    expect(sent).toEqual([]);
    expect(asked).toBe(false);
  });

  test("by a time limit is an abort too: whoever set the limit knows its name", async () => {
    using server = rawServer((given) => given.write("HTTP/1.1 200"));
    const { end } = await exchange(post(server.origin), { signal: AbortSignal.timeout(20) });
    expect(end.failure?.kind).toBe("aborted");
  });
});
