import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import type { Simulator } from "../../src/simulator/server.ts";
import { startSimulator } from "../../src/simulator/server.ts";
import { CERTIFICATES, TEST_KEY } from "../wire/certificates.ts";
import { rawServer } from "../wire/raw-server.ts";
import type { RawServer } from "../wire/raw-server.ts";
import { PROGRAMS, runProgram } from "./programs.ts";
import type { Finished } from "./programs.ts";
import { at, raceOf, reportOf, startQuick } from "./races.ts";
import type { Report } from "./report-shape.ts";

// A race of a few requests takes seconds where two cores are shared.
setDefaultTimeout(60_000);

const KEY = "sk-MARKED-1234567890abcdef";

/** A fault of the simulated provider, what it must be counted as, and what a person must be told. */
const FAULTS = [
  ["error-event", "stream-error", "Error inside the stream: The simulated model failed"],
  ["error-chunk", "stream-error", "Error inside the stream: The simulated model failed"],
  ["cut", "network", "broke the connection in the middle of its answer"],
  ["reset", "network", "closed the"],
  ["truncate", "truncated", "ended without a finish reason"],
  ["empty", "empty", "empty body"],
  ["no-body", "empty", "empty body"],
  ["no-tokens", "empty", "held no text at all"],
  ["html", "protocol", "web page"],
  ["html=404", "http", "answered with a web page (404)"],
  ["json", "protocol", "one JSON document"],
  ["bad-json", "protocol", "not the JSON"],
  ["giant-line", "protocol", "single message without end"],
  ["status=400", "http", "(400): The request is not valid"],
  ["status=401", "http", "(401): Incorrect API key"],
  ["status=402", "http", "(402): Insufficient balance"],
  ["status=404", "http", "(404): model"],
  ["status=500", "http", "(500)"],
  ["status=503", "http", "(503): The service is overloaded"],
] as const;

/** Faults of which Ollama's protocol has its own form. */
const FAULTS_OF_OLLAMA = [
  ["error-chunk", "stream-error"],
  ["cut", "network"],
  ["truncate", "truncated"],
  ["empty", "empty"],
  ["no-tokens", "empty"],
  ["html", "protocol"],
  ["bad-json", "protocol"],
  ["status", "http"],
] as const;

const idOf = (fault: string): string => fault.replaceAll("=", "-");
const byTarget = ({ samples }: Report) =>
  Object.fromEntries(samples.map(({ target, failure }) => [target, failure]));
const kindsOf = (report: Report): Record<string, string | undefined> =>
  Object.fromEntries(report.samples.map(({ target, failure }) => [target, failure?.kind]));

/** One clear line about a target, as the table has it; it may be folded. */
function lineAbout(id: string, stdout: string): string {
  const unfolded = stdout.replaceAll(/\n {2,}/g, " ");
  const isAbout = (line: string): boolean => {
    const [names = "", text = ""] = line.split(/: (?=1 of 1 )/);
    // Targets of which the same is to be said share a line.
    return names.split(", ").includes(id) && !text.includes("new connection");
  };
  return unfolded.split("\n").find(isAbout) ?? "";
}

/** Nothing that frightens a person, and no key. */
function expectClean({ stdout, stderr, saved }: Finished): void {
  for (const text of [stdout, stderr, saved]) {
    expect(text).not.toContain("MARKED");
    expect(text).not.toContain("    at ");
    expect(text).not.toContain("undefined");
  }
}

let quick: Simulator;
let other: Simulator;

beforeAll(() => {
  quick = startQuick();
  other = startQuick("other");
});
afterAll(() => {
  quick.stop();
  other.stop();
});

describe.concurrent("failures", () => {
  describe.each([...PROGRAMS])("in the program as $name", (program) => {
    const runs = test.skipIf(!program.isThere);

    runs("are counted by their kind, and no target is left", async () => {
      const targets = FAULTS.map(([fault], index) =>
        at(index % 2 === 0 ? quick : other, `m+${fault}`, idOf(fault)),
      ).join(",");
      const flags = ["-o", "json", "--max-tokens", "20"];
      const finished = await runProgram(program, raceOf(targets, ...flags));
      const report = reportOf(finished);
      expect(kindsOf(report)).toEqual(
        Object.fromEntries(FAULTS.map(([fault, kind]) => [idOf(fault), kind])),
      );
      for (const { attempts } of report.targets) {
        expect(attempts).toMatchObject({ total: 1, ok: 0, failed: 1 });
      }
      expect(finished.code).toBe(1);
      expectClean(finished);
    });

    runs("are told in a line each, with something to do", async () => {
      const targets = FAULTS.map(([fault], index) =>
        at(index % 2 === 0 ? quick : other, `m+${fault}`, idOf(fault)),
      ).join(",");
      const finished = await runProgram(program, raceOf(targets, "--max-tokens", "20"));
      for (const [fault, , words] of FAULTS) {
        const line = lineAbout(idOf(fault), finished.stdout);
        expect(line.toLowerCase()).toContain(words.toLowerCase());
        // What happened, and then what to try: two sentences at least.
        expect(line).toMatch(/[.…] \w/);
      }
      expect(finished.code).toBe(1);
      expectClean(finished);
    });

    runs("of a server that speaks Ollama's protocol are counted as well", async () => {
      const targets = FAULTS_OF_OLLAMA.map(([fault]) => `local/m+${fault}`).join(",");
      const env = { OLLAMA_URL: other.url };
      const finished = await runProgram(program, raceOf(targets, "-o", "json"), { env });
      const report = reportOf(finished);
      const models = new Map(report.targets.map(({ id, model }) => [id, model]));
      const kinds = report.samples.map((s) => [models.get(s.target), s.failure?.kind]);
      expect(Object.fromEntries(kinds)).toEqual(
        Object.fromEntries(FAULTS_OF_OLLAMA.map(([fault, kind]) => [`m+${fault}`, kind])),
      );
      expect(finished.code).toBe(1);
      expectClean(finished);
    });

    runs("of one target do not stop the others, and are no failure of the run", async () => {
      const targets = [
        at(quick, "m", "good"),
        at(quick, "m+status=401", "bad"),
        "gone=http://127.0.0.1:9/v1#m",
      ].join(",");
      const flags = ["-n", "2", "--warmup", "1", "-o", "json"];
      const finished = await runProgram(program, raceOf(targets, ...flags));
      const report = reportOf(finished);
      const ok = Object.fromEntries(report.targets.map(({ id, attempts }) => [id, attempts.ok]));
      expect(ok).toEqual({ good: expect.any(Number), bad: 0, gone: 0 });
      expect(ok["good"]).toBeGreaterThanOrEqual(2);
      expect(finished.code).toBe(0);
    });

    runs("by rate limits are apart, and say how long to wait", async () => {
      const target = at(quick, "m+rate-limit=7", "limited");
      const finished = await runProgram(program, raceOf(target, "--max-time", "1s", "-o", "json"));
      const { failure } = reportOf(finished).samples[0]!;
      expect(failure).toMatchObject({ kind: "rate-limited", retryAfterMs: 7000 });
      expect(failure?.advice).toContain("7 s");
      expect(finished.code).toBe(1);
    });

    runs("to connect name the host and the cause", async () => {
      using untrusted = Bun.serve({
        port: 0,
        tls: { key: TEST_KEY, cert: CERTIFICATES.selfSigned },
        fetch: () => new Response("hello"),
      });
      using expired = Bun.serve({
        port: 0,
        tls: { key: TEST_KEY, cert: CERTIFICATES.expired },
        fetch: () => new Response("hello"),
      });
      using plain = Bun.listen({
        hostname: "127.0.0.1",
        port: 0,
        socket: { data: (socket) => void socket.end("HTTP/1.1 400 Bad Request\r\n\r\n") },
      });
      const urls = {
        refused: "http://127.0.0.1:9/v1",
        dns: "http://nosuch.invalid/v1",
        untrusted: `https://localhost:${untrusted.port}/v1`,
        expired: `https://localhost:${expired.port}/v1`,
        "no-tls": `https://localhost:${plain.port}/v1`,
      };
      const targets = Object.entries(urls).map(([name, url]) => `${name}=${url}#m`);
      const finished = await runProgram(program, raceOf(targets.join(","), "-o", "json"));
      const failures = byTarget(reportOf(finished));
      for (const [name, url] of Object.entries(urls)) {
        expect(failures[name]?.kind).toBe("network");
        expect(failures[name]?.message).toContain(new URL(url).host);
        expect(failures[name]?.advice).toMatch(/\w/);
      }
      expect(failures["refused"]?.code).toBe("ECONNREFUSED");
      expect(failures["dns"]?.message).toContain("no host of that name");
      expect(failures["untrusted"]?.message).toContain("self-signed");
      expect(failures["expired"]?.message).toContain("not valid today");
      expect(failures["no-tls"]?.message).toContain("TLS handshake");
      expect(finished.code).toBe(1);
      expectClean(finished);
    });

    runs("by silence say which limit ran out, and keep what came before", async () => {
      const slow = startSimulator({
        name: "slow",
        profile: { ttftMs: 20, tokensPerSecond: 50, tokensPerChunk: 1 },
      });
      try {
        const targets = [
          at(quick, "m+silence", "silent"),
          at(other, "m+silence-after-headers", "tokenless"),
          at(slow, "m", "slow"),
        ].join(",");
        const limits = {
          "--connect-timeout": "400ms",
          "--first-token-timeout": "500ms",
          "--timeout": "700ms",
        };
        const flags = Object.entries(limits).flat();
        const finished = await runProgram(program, raceOf(targets, ...flags, "-o", "json"));
        const phases = reportOf(finished).samples.map((s) => [s.target, s.failure?.phase]);
        expect(Object.fromEntries(phases)).toEqual({
          silent: "headers",
          tokenless: "first-token",
          slow: "total",
        });
        const cut = reportOf(finished).samples.find(({ target }) => target === "slow");
        expect(cut?.ttftMs).toBeGreaterThan(0);
        expect(finished.code).toBe(1);
        expectClean(finished);
      } finally {
        slow.stop();
      }
    });

    runs("by a stall in the middle of the text are timeouts of their own", async () => {
      const targets = [at(quick, "m+hang", "hung"), at(other, "m+stall=60000", "stalled")];
      const flags = ["--idle-timeout", "400ms", "-o", "json"];
      const finished = await runProgram(program, raceOf(targets.join(","), ...flags));
      for (const sample of reportOf(finished).samples) {
        expect(sample.failure).toMatchObject({ kind: "timeout", phase: "idle" });
        expect(sample.ttftMs).toBeGreaterThan(0);
      }
      expect(finished.code).toBe(1);
    });
  });
});

/** Servers that repeat the key they were sent, each at another place of an answer. */
const ECHOES: Readonly<Record<string, (key: string) => Response>> = {
  message: (key) => Response.json({ error: { message: `Wrong key: ${key}` } }, { status: 401 }),
  code: (key) => Response.json({ error: { message: "no", code: key } }, { status: 400 }),
  parameter: (key) =>
    Response.json(
      { error: { message: `Unsupported parameter: '${key}'`, param: key } },
      { status: 400 },
    ),
  text: (key) => new Response(`you sent ${key}`, { status: 403 }),
  page: (key) => new Response(`<html><title>${key}</title></html>`, { status: 502 }),
  redirect: (key) =>
    new Response(null, { status: 302, headers: { location: `https://h.test/?k=${key}` } }),
  stream: (key) =>
    new Response(`data: ${JSON.stringify({ error: { message: `no ${key}`, code: key } })}\n\n`, {
      headers: { "content-type": "text/event-stream" },
    }),
  garbage: (key) => new Response(`data: ${key}\n\n`),
};

describe.concurrent("a key", () => {
  describe.each([...PROGRAMS])("in the program as $name", (program) => {
    const runs = test.skipIf(!program.isThere);
    let servers: readonly (readonly [string, Bun.Server<undefined>])[];
    let raw: RawServer;

    beforeAll(() => {
      servers = Object.entries(ECHOES).map(([name, echo]) => [
        name,
        Bun.serve({
          port: 0,
          fetch: (request) => echo(request.headers.get("authorization") ?? "no key came"),
        }),
      ]);
      raw = rawServer((exchange) => {
        exchange.write(exchange.request);
        exchange.close();
      });
    });
    afterAll(async () => {
      await Promise.all(servers.map(([, server]) => server.stop(true)));
      raw[Symbol.dispose]();
    });

    runs.each(["json", "table"])("is in no output (%s), whoever repeats it", async (format) => {
      const targets = [
        ...servers.map(([name, { port }]) => `${name}=http://127.0.0.1:${port}/v1#m`),
        `raw=${raw.origin}/v1#m`,
      ];
      const keys = [...Object.keys(ECHOES), "raw"].map((name) => `${name}=MY_KEY`);
      const words = raceOf(targets.join(","), "--key-env", keys.join(","), "-o", format, "-v");
      // Bun prints whole requests for this, unless it is silenced.
      const env = { MY_KEY: KEY, BUN_CONFIG_VERBOSE_FETCH: "curl" };
      const finished = await runProgram(program, [...words, "--connect-timeout", "1s"], { env });
      expect(finished.code).toBe(1);
      expect(finished.stdout).toContain("401");
      expect(finished.saved).toContain("Wrong key");
      expectClean(finished);
    });

    runs("of a model list is in no output either", async () => {
      const { port } = servers.find(([name]) => name === "message")![1];
      const words = ["-p", `x=http://127.0.0.1:${port}/v1`, "--key-env", "MY_KEY", "-v"];
      const env = { MY_KEY: KEY, BUN_CONFIG_VERBOSE_FETCH: "curl" };
      const finished = await runProgram(program, ["benchmark", ...words], { env });
      expect(finished.stderr).toContain("Wrong key");
      expect(finished.code).toBe(1);
      expectClean(finished);
    });
  });
});
