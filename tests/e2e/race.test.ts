import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Simulator } from "../../src/simulator/server.ts";
import { HostileFolder, PROGRAMS, finish, runProgram, start } from "./programs.ts";
import { at, firstTries, raceOf, reportOf, startQuick, until } from "./races.ts";
import type { Report } from "./report-shape.ts";

setDefaultTimeout(60_000);

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

/** Unusual, but whole and correct. */
const ODD = [
  "no-done",
  "no-finish",
  "crlf+no-space+comments+bom",
  "cr",
  "split-utf8",
  "role-first",
  "usage-each",
  "usage-late",
  "usage-null",
  "usage-on-finish",
  "no-usage",
  "until-close",
  "connection-close",
  "buffered",
  "brotli",
  "gzip",
] as const;

/** Of these, Ollama's protocol has a form of its own. */
const ODD_OF_OLLAMA = ["crlf", "split-utf8", "until-close", "connection-close", "gzip"] as const;

/** A server that answers everything with a whole stream, and remembers what it was asked. */
function recordingServer() {
  const bodies: string[] = [];
  const event = (fields: object, reason: string | null): string =>
    `data: ${JSON.stringify({ choices: [{ index: 0, delta: fields, finish_reason: reason }] })}\n\n`;
  const stream = `${event({ content: "yes" }, null)}${event({}, "stop")}data: [DONE]\n\n`;
  const server = Bun.serve({
    port: 0,
    fetch: async (request) => {
      bodies.push(await request.text());
      return new Response(stream, { headers: { "content-type": "text/event-stream" } });
    },
  });
  const target = `x=http://127.0.0.1:${server.port}/v1#m`;
  return { bodies, target, [Symbol.dispose]: () => void server.stop(true) };
}

describe.concurrent("a race", () => {
  describe.each([...PROGRAMS])("by the program as $name", (program) => {
    const runs = test.skipIf(!program.isThere);

    runs("counts odd but whole answers as successes, to the token", async () => {
      const targets = ODD.map((fault, index) =>
        at(index % 2 === 0 ? quick : other, `m+${fault}`, fault.replaceAll("+", "-")),
      );
      const finished = await runProgram(program, raceOf(targets.join(","), "-o", "json"));
      const { samples } = reportOf(finished);
      const tokens = Object.fromEntries(
        samples.map((s) => [s.target, s.failure?.message ?? s.tokens["output"]]),
      );
      expect(tokens).toEqual(
        Object.fromEntries(ODD.map((fault) => [fault.replaceAll("+", "-"), 80])),
      );
      expect(finished.code).toBe(0);
    });

    runs("counts them in Ollama's protocol as well", async () => {
      const targets = ODD_OF_OLLAMA.map((fault) => `local/m+${fault}`).join(",");
      const env = { OLLAMA_URL: other.url };
      const finished = await runProgram(program, raceOf(targets, "-o", "json"), { env });
      for (const { failure, tokens } of reportOf(finished).samples) {
        expect(failure).toBeUndefined();
        expect(tokens).toMatchObject({ output: 80, source: "usage" });
      }
      expect(finished.code).toBe(0);
    });

    runs("is among everybody who can run: a local server, and who has a key", async () => {
      const env = { OLLAMA_URL: quick.url };
      const words = ["-s", "short", "-n", "1", "--warmup", "0", "--no-calibration", "-o", "json"];
      const finished = await runProgram(program, ["bench", ...words], { env });
      expect(reportOf(finished).targets).toMatchObject([
        { id: "local", model: quick.model, attempts: { failed: 0 } },
      ]);
    });

    runs("asks an OpenAI-style server for its model when none is named", async () => {
      const words = raceOf(`x=${quick.url}/v1`, "-o", "json");
      const { targets } = reportOf(await runProgram(program, words));
      expect(targets).toMatchObject([{ id: "x", model: quick.model, attempts: { failed: 0 } }]);
    });

    runs("is only planned with --dry-run", async () => {
      using server = recordingServer();
      const words = raceOf(server.target, "--dry-run", "--seed", "7");
      const text = await runProgram(program, words);
      expect(text).toMatchObject({ code: 0, stderr: "", saved: "" });
      expect(text.stdout).toStartWith("The plan");
      expect(text.stdout).toMatch(/seed +7\n/);
      const json = await runProgram(program, [...words, "-o", "json"]);
      expect(JSON.parse(json.stdout)).toMatchObject({ seed: 7, iterations: 1, warmup: 0 });
      expect(server.bodies).toEqual([]);
    });

    runs("sends no prompt twice, unless the seed is the same", async () => {
      const sent = async (seed: string): Promise<readonly string[]> => {
        using server = recordingServer();
        const words = raceOf(server.target, ..."-n 2 --warmup 1 --no-save --seed".split(" "), seed);
        expect((await runProgram(program, words)).code).toBe(0);
        expect(new Set(server.bodies).size).toBe(server.bodies.length);
        return server.bodies;
      };
      const first = await sent("11");
      const isOfFirst = (body: string): boolean => first.includes(body);
      // More than three where a stall of this machine has spoiled one, and its place was filled again.
      expect((await sent("11")).filter(isOfFirst).length).toBeGreaterThanOrEqual(3);
      expect((await sent("12")).filter(isOfFirst)).toEqual([]);
    });

    runs("takes prompts from a file that is named", async () => {
      using server = recordingServer();
      await using folder = await HostileFolder.create();
      await writeFile(join(folder.path, "mine.txt"), "Say MINE twice.");
      const words = raceOf(server.target, "--prompt-file", "mine.txt", "-o", "json", "--no-save");
      const finished = await runProgram(program, words, { cwd: folder.path });
      expect(firstTries(reportOf(finished))).toHaveLength(1);
      for (const body of server.bodies) expect(body).toContain("Say MINE twice.");
      expect(server.bodies.length).toBeGreaterThan(0);
    });

    // Two signals end it at once, which Windows does not know.
    test.skipIf(!program.isThere || process.platform === "win32")(
      "has as many requests in flight as were asked for, none in a queue",
      async () => {
        await using folder = await HostileFolder.create();
        const crowd = startQuick("crowd");
        try {
          const words = raceOf(at(crowd, "m+hang"), ..."-n 300 -c 300 -o json".split(" "));
          await using child = start(program, words, { cwd: folder.path });
          // None of them ends by itself: a queued one would never come.
          await until(() => crowd.log().length === 300);
          expect(crowd.log().filter(({ outcome }) => outcome === "client-closed")).toEqual([]);
          child.kill("SIGINT");
          child.kill("SIGTERM");
          const { code, stdout } = await finish(child);
          expect(code).toBe(130);
          expect((JSON.parse(stdout) as Report).samples).toHaveLength(300);
          expect(folder.wasRun).toBe(false);
        } finally {
          crowd.stop();
        }
      },
    );
  });
});
