import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { join } from "node:path";
import { ERROR_RECORDINGS } from "../providers/error-recordings.ts";
import { HAS_RECORDINGS, RECORDINGS } from "../providers/replay.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { PROGRAMS, runProgram } from "./programs.ts";
import { firstTries, raceOf, reportOf } from "./races.ts";

// A race of a few requests takes seconds where two cores are shared.
setDefaultTimeout(60_000);

/** Recording, the provider that the target speaks like, and what must be in its sample: read by hand in the recording. */
const HABITS: readonly (readonly [string, string, string | undefined, object])[] = [
  [
    "anthropic",
    "anthropic/sonnet-4-thinking-cache.sse",
    "anthropic",
    { finishReason: "length", tokens: { output: 100 } },
  ],
  [
    "gemini",
    "gemini/2.5-flash-text.sse",
    "gemini",
    { tokens: { input: 8, output: 27, reasoning: 20 } },
  ],
  ["cohere", "cohere/vercel-cohere-reasoning.sse", "cohere", { finishReason: "stop" }],
  [
    "responses",
    "xai/responses-grok-4.3.sse",
    "openai-responses",
    { reportedCostUsd: 0.00051435, tokens: { output: 160 } },
  ],
  ["xai", "xai/grok-code-fast-reasoning.sse", "xai", { tokens: { output: 200, reasoning: 198 } }],
  [
    "groq",
    "groq/kimi-k2-text.sse",
    "groq",
    { serverTimings: { queueMs: 193.22783199999998, totalMs: 19.740724 } },
  ],
  [
    "r1",
    "fireworks/direct-deepseek-r1-think-tags.sse",
    "fireworks",
    { serverTimings: { ttftMs: 7328 } },
  ],
  [
    "broken",
    "groq/error-in-200-stream-2.sse",
    undefined,
    { failure: { kind: "stream-error", status: 400 } },
  ],
];

const PICKY = "picky";

interface Meta {
  readonly response: {
    readonly status: number;
    readonly headers: readonly (readonly [string, string])[];
  };
}

let server: Bun.Server<undefined>;
const asked: object[] = [];

beforeAll(() => {
  server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    fetch: async (request) => {
      const [, id = ""] = new URL(request.url).pathname.split("/");
      const habit = HABITS.find(([name]) => name === id);
      if (habit !== undefined) return replayOf(habit[1]);
      const refusal = ERROR_RECORDINGS.find(([file]) => idOf(file) === id);
      if (refusal !== undefined) return refusalOf(refusal[0]);
      const body: unknown = await request.json();
      if (typeof body !== "object" || body === null) return new Response(null, { status: 500 });
      asked.push(body);
      if ("stream_options" in body) {
        const message = "Unrecognized request argument supplied: stream_options";
        return Response.json({ error: { message, param: null } }, { status: 400 });
      }
      return sse('data: {"choices":[{"delta":{"content":"hi"},"finish_reason":"stop"}]}\n\n');
    },
  });
});
afterAll(() => server.stop(true));

const idOf = (file: string): string => file.replace("/", "-");

async function refusalOf(file: string): Promise<Response> {
  const meta: Meta = await Bun.file(join(RECORDINGS, `${file}.meta.json`)).json();
  const { status, headers } = meta.response;
  const type = headers.filter(([name]) =>
    /^content-type$|^retry-after|^x-amzn-errortype$/i.test(name),
  );
  return new Response(Bun.file(join(RECORDINGS, `${file}.json`)), {
    status,
    headers: Object.fromEntries(type),
  });
}

const sse = (body: string | Blob, headers: Readonly<Record<string, string>> = {}): Response =>
  new Response(body, { headers: { ...headers, "content-type": "text/event-stream" } });

async function replayOf(file: string): Promise<Response> {
  const meta: Meta = await Bun.file(join(RECORDINGS, file.replace(".sse", ".meta.json"))).json();
  const own = meta.response.headers.filter(([name]) => name.startsWith("fireworks-"));
  return sse(Bun.file(join(RECORDINGS, file)), Object.fromEntries(own));
}

describe.each(PROGRAMS)("the program as $name", (program) => {
  test.skipIf(!program.isThere)(
    "asks without a parameter that is refused, and says so",
    async () => {
      asked.length = 0;
      const words = raceOf(`${PICKY}=http://127.0.0.1:${server.port}/${PICKY}#m`, "-n", "2");
      const json = await runProgram(program, [...words, "-o", "json"]);
      expect(json.code).toBe(0);
      const samples: readonly object[] = firstTries(reportOf(json));
      expect(samples).toMatchObject([
        { phase: "warmup", status: "failed", failure: { reason: "bad-parameter" } },
        { phase: "measured", status: "ok", adapted: "no stream_options" },
        { phase: "measured", status: "ok", adapted: "no stream_options" },
      ]);
      expect(asked.findLastIndex((body) => "stream_options" in body)).toBe(0);
      const table = await runProgram(program, words);
      expect(table.stdout.replaceAll(/\s+/g, " ")).toContain("asked with no stream_options");
    },
  );

  test.skipIf(!program.isThere || !HAS_RECORDINGS)(
    "understands each protocol as it was recorded",
    async () => {
      await using folder = await temporaryFolder();
      const targets = Object.fromEntries(
        HABITS.map(([id, , like]) => [
          id,
          { baseUrl: `http://127.0.0.1:${server.port}/${id}`, model: "m", ...(like && { like }) },
        ]),
      );
      const config = join(folder.path, "config.json");
      await Bun.write(config, JSON.stringify({ targets }));
      const names = HABITS.map(([id]) => id).join(",");
      const finished = await runProgram(program, [
        ...raceOf(names, "-o", "json"),
        "--config",
        config,
      ]);
      const samples = new Map(reportOf(finished).samples.map((sample) => [sample.target, sample]));
      for (const [id, , , expected] of HABITS) expect(samples.get(id)).toMatchObject(expected);
      const failed = [...samples.values()].filter(({ status }) => status !== "ok");
      expect(failed.map(({ target }) => target)).toEqual(["broken"]);
    },
  );

  test.skipIf(!program.isThere || !HAS_RECORDINGS)(
    "says of each recorded refusal what is wrong in a line, and goes on with the others",
    async () => {
      const url = (id: string): string => `${id}=http://127.0.0.1:${server.port}/${id}#m`;
      const refused = ERROR_RECORDINGS.map(([file]) => url(idOf(file))).join(",");
      const flags = ["--max-time", "1s"];
      const [alone, beside] = await Promise.all([
        runProgram(program, raceOf(refused, ...flags)),
        runProgram(program, raceOf(`${refused},${url(PICKY)}`, ...flags, "-o", "json")),
      ]);
      expect([alone.code, beside.code]).toEqual([1, 0]);
      const unfolded = alone.stdout.replaceAll(/\n {2,}/g, " ").split("\n");
      for (const [file, , , words] of ERROR_RECORDINGS) {
        const line = unfolded.find((text) => text.startsWith(`${idOf(file)}: `));
        expect(line).toContain(words);
      }
      const ok = reportOf(beside).samples.filter(({ status }) => status === "ok");
      expect(new Set(ok.map(({ target }) => target))).toEqual(new Set([PICKY]));
    },
  );
});
