import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import type { Report, Sample } from "./report-shape.ts";
import { startSimulator } from "../../src/simulator/server.ts";
import type { Simulator } from "../../src/simulator/server.ts";
import { PROGRAMS, runProgram } from "./programs.ts";
import type { Finished, Program } from "./programs.ts";
import { CERTIFICATES, TEST_KEY } from "../wire/certificates.ts";

/** The stream of which published tools report a TTFT from 0 to 603 ms and a speed from 19 to 145 tokens/s. */
const TRUTH = { ttftMs: 200, ttfatMs: 600, lastTokenMs: 1560, outputSpeed: 100 } as const;

// A race of a few requests takes seconds where two cores are shared.
setDefaultTimeout(60_000);

let reference: Simulator;
let quick: Simulator;

beforeAll(() => {
  reference = startSimulator({ name: "reference" });
  quick = startSimulator({
    name: "quick",
    profile: { ttftMs: 20, tokensPerSecond: 800, tokensPerChunk: 4, outputTokens: 80 },
  });
});

afterAll(() => {
  reference.stop();
  quick.stop();
});

const FAST = ["-n", "1", "--warmup", "0", "-s", "short", "-o", "json", "--no-save"] as const;

const reportOf = ({ stdout }: Finished): Report => JSON.parse(stdout) as Report;
const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** Faults of the simulated provider, and what each must be counted as. */
const FAILURES = [
  ["m+error-event", "stream-error"],
  ["m+error-chunk", "stream-error"],
  ["m+cut", "network"],
  ["m+truncate", "truncated"],
  ["m+empty", "empty"],
  ["m+no-tokens", "empty"],
  ["m+no-body", "empty"],
  ["m+html", "protocol"],
  ["m+json", "protocol"],
  ["m+bad-json", "protocol"],
  ["m+status=401", "http"],
  ["m+status=404", "http"],
  ["m+status=500", "http"],
  ["m+rate-limit=1", "rate-limited"],
  ["m+reset", "network"],
] as const;

const SUCCESSES = [
  "m+no-done",
  "m+no-finish",
  "m+crlf+no-space+comments+bom",
  "m+cr",
  "m+split-utf8",
  "m+usage-each",
  "m+usage-late",
  "m+until-close",
  "m+connection-close",
  "m+brotli",
  "m+no-usage",
] as const;

const idOf = (model: string): string => model.replaceAll(/[+=]/g, "-");
const targets = (models: readonly (readonly [string, ...unknown[]])[]): string =>
  models.map(([model]) => `${idOf(model)}=${quick.url}/v1#${model}`).join(",");

async function failureOf(
  program: Program,
  model: string,
  flags: readonly string[] = [],
): Promise<{ sample: Sample; finished: Finished }> {
  const finished = await runProgram(program, [
    "benchmark",
    "-p",
    `x=${quick.url}/v1#${model}`,
    ...FAST,
    ...flags,
  ]);
  return { sample: reportOf(finished).samples[0]!, finished };
}

/** Shares by which TTFT, TTFAT, last token and output speed of the reference stream are off. */
async function errorsAgainstTruth(program: Program): Promise<readonly number[]> {
  const finished = await runProgram(program, [
    "benchmark",
    "-p",
    `x=${reference.url}/v1#m`,
    ..."-n 3 --warmup 1 -s short --max-tokens 200 -o json --no-save".split(" "),
  ]);
  expect(finished.code).toBe(0);
  const { targets: raced, samples } = reportOf(finished);
  const { metrics, attempts } = raced[0]!;
  // One more for each place that a stall of this machine has spoiled.
  expect(attempts.failed).toBe(0);
  expect(attempts.ok).toBeWithin(3, 7);
  const lastToken = median(
    samples.filter(({ phase }) => phase === "measured").map((s) => s.lastTokenMs ?? Number.NaN),
  );
  const off = (measured: number | null | undefined, truth: number): number =>
    Math.abs((measured ?? Number.POSITIVE_INFINITY) / truth - 1);
  return [
    off(metrics["ttftMs"]?.p50, TRUTH.ttftMs),
    off(metrics["ttfatMs"]?.p50, TRUTH.ttfatMs),
    off(lastToken, TRUTH.lastTokenMs),
    off(metrics["outputSpeed"]?.p50, TRUTH.outputSpeed),
  ];
}

describe.each([...PROGRAMS])("the program as $name", (program) => {
  const runs = test.skipIf(!program.isThere);

  runs("measures the reference stream within 2 % of the truth", async () => {
    // Another program that takes the processor makes both sides late, and never early: three tries are enough for a quiet one, and
    // a client that is wrong is wrong in all of them.
    let off = await errorsAgainstTruth(program);
    for (let tries = 1; tries < 3 && Math.max(...off) >= 0.02; tries++) {
      off = await errorsAgainstTruth(program);
    }
    expect(Math.max(...off)).toBeLessThan(0.02);
  });

  runs("races a server that speaks Ollama's own protocol, found by asking it", async () => {
    const finished = await runProgram(program, ["benchmark", "-p", "local", ...FAST], {
      env: { OLLAMA_URL: quick.url },
    });
    expect(finished.code).toBe(0);
    const report = reportOf(finished);
    expect(report.targets[0]).toMatchObject({ id: "local", attempts: { failed: 0 } });
    expect(report.samples[0]!.tokens).toMatchObject({ output: 80, source: "usage" });
  });

  runs("finds the model of an OpenAI-style server when none is named", async () => {
    const finished = await runProgram(program, ["benchmark", "-p", `x=${quick.url}/v1`, ...FAST]);
    expect(reportOf(finished).targets[0]).toMatchObject({
      model: quick.model,
      attempts: { failed: 0 },
    });
  });

  runs("counts every kind of broken answer as a failure of its kind", async () => {
    const finished = await runProgram(program, ["benchmark", "-p", targets(FAILURES), ...FAST]);
    const kinds = reportOf(finished).samples.map(({ target, failure }) => [target, failure?.kind]);
    expect(Object.fromEntries(kinds)).toEqual(
      Object.fromEntries(FAILURES.map(([model, kind]) => [idOf(model), kind])),
    );
    expect(finished.code).toBe(1);
    expect(finished.stderr).not.toContain("    at ");
  });

  runs("counts odd but whole answers as successes, to the token", async () => {
    const odd = SUCCESSES.map((model) => [model] as const);
    const finished = await runProgram(program, ["benchmark", "-p", targets(odd), ...FAST]);
    const samples = reportOf(finished).samples.filter(({ requeued }) => requeued !== true);
    expect(samples.map(({ target, status, tokens }) => [target, status, tokens["output"]])).toEqual(
      expect.arrayContaining(SUCCESSES.map((model) => [idOf(model), "ok", 80])),
    );
    expect(samples).toHaveLength(SUCCESSES.length);
    expect(finished.code).toBe(0);
  });

  runs("gives up on silence after the limit that was set, and says which", async () => {
    const silent = await failureOf(program, "m+silence", ["--connect-timeout", "300ms"]);
    expect(silent.sample.failure).toMatchObject({ kind: "timeout", phase: "headers" });
    const tokenless = await failureOf(program, "m+silence-after-headers", [
      "--first-token-timeout",
      "300ms",
    ]);
    expect(tokenless.sample.failure).toMatchObject({ kind: "timeout", phase: "first-token" });
    const stalled = await failureOf(program, "m+hang", ["--idle-timeout", "300ms"]);
    expect(stalled.sample.failure).toMatchObject({ kind: "timeout", phase: "idle" });
    expect(stalled.sample.ttftMs).toBeGreaterThan(0);
  });

  runs("goes on with the others when one fails, and then exits 0", async () => {
    const finished = await runProgram(program, [
      "benchmark",
      "-p",
      `good=${quick.url}/v1#m,bad=${quick.url}/v1#m+status=401,gone=http://127.0.0.1:9/v1#m`,
      ..."-n 2 --warmup 1 -s short --no-save".split(" "),
    ]);
    expect(finished.code).toBe(0);
    expect(finished.stdout).toContain("good");
    expect(finished.stdout).toMatch(/bad: .*401/);
    expect(finished.stdout).toMatch(/gone: .*[Nn]othing/);
  });

  runs("says what to do when the name, the port or the certificate is wrong", async () => {
    const messages = async (url: string): Promise<string> => {
      const finished = await runProgram(program, ["benchmark", "-p", `x=${url}#m`, ...FAST]);
      expect(finished.code).toBe(1);
      const { failure } = reportOf(finished).samples[0]!;
      return `${failure?.kind} ${failure?.code ?? ""} ${failure?.message} ${failure?.advice ?? ""}`;
    };
    expect(await messages("http://127.0.0.1:9/v1")).toContain("ECONNREFUSED");
    expect(await messages("http://nosuch.invalid/v1")).toMatch(/network .*nosuch\.invalid/);
    using secure = Bun.serve({
      port: 0,
      tls: { key: TEST_KEY, cert: CERTIFICATES.selfSigned },
      fetch: () => new Response("hello"),
    });
    expect(await messages(`https://localhost:${secure.port}/v1`)).toContain("SELF_SIGNED");
  });

  runs("never lets a key out, not even one that the provider repeats", async () => {
    const key = "sk-MARKED-1234567890abcdef";
    using server = Bun.serve({
      port: 0,
      fetch: (request) =>
        Response.json(
          { error: { message: `Incorrect API key: ${request.headers.get("authorization")}` } },
          { status: 401 },
        ),
    });
    const target = `x=http://127.0.0.1:${server.port}/v1#m`;
    for (const format of ["json", "table"]) {
      const finished = await runProgram(
        program,
        ["benchmark", "-p", target, "--key-env", "MY_KEY", "-n", "1", "-o", format, "-v"],
        { env: { MY_KEY: key, BUN_CONFIG_VERBOSE_FETCH: "curl" } },
      );
      expect(finished.code).toBe(1);
      expect(finished.stdout).toContain("401");
      for (const text of [finished.stdout, finished.stderr, finished.saved]) {
        expect(text).not.toContain("MARKED");
      }
    }
  });

  runs("runs as many requests at once as were asked for", async () => {
    const finished = await runProgram(program, [
      "benchmark",
      "-p",
      `x=${quick.url}/v1#m+hang`,
      ..."-n 300 -c 300 --warmup 0 -s short -o json --no-save --idle-timeout 2s".split(" "),
    ]);
    const samples = reportOf(finished).samples.filter(({ requeued }) => requeued !== true);
    expect(samples).toHaveLength(300);
    // Queued ones would have been sent only after others had timed out.
    const starts = samples.map(({ startedAt }) => Date.parse(startedAt));
    expect(Math.max(...starts) - Math.min(...starts)).toBeLessThan(2000);
    expect(samples.every(({ failure }) => failure?.phase === "idle")).toBe(true);
  });
});
