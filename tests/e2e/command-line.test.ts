import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { startSimulator } from "../../src/simulator/server.ts";
import type { Simulator } from "../../src/simulator/server.ts";
import { PROGRAMS, runProgram } from "./programs.ts";
import type { Report } from "./report-shape.ts";

setDefaultTimeout(60_000);

let simulator: Simulator;

beforeAll(() => {
  simulator = startSimulator({
    profile: { ttftMs: 20, tokensPerSecond: 800, tokensPerChunk: 4, outputTokens: 80 },
  });
});
afterAll(() => simulator.stop());

/** Samples of a report but those that fill a place which a stall of this machine had spoiled. */
const firstTries = (stdout: string): Report["samples"] =>
  (JSON.parse(stdout) as Report).samples.filter(({ requeued }) => requeued !== true);

/** What is wrong, and what the one line on stderr must say. */
const MISTAKES = [
  ["benchmark --itertions 3", "unknown flag --itertions: did you mean --iterations?"],
  ["benchmark --iterations -3", '--iterations must be a whole number from 1 to 100000, not "-3"'],
  ["benchmark --iterations 1e3", "whole number"],
  ["benchmark --timeout banana", "--timeout must be a span like 500ms, 30s or 5m"],
  ["benchmark --precision 200%", "--precision must be a share like 10%"],
  ["benchmark -p groqq", "groq"],
  ["benchmark -p x=127.0.0.1:8000/v1", "http://"],
  ["benchmark -p http://127.0.0.1:8000/v1", "name=https://host/v1"],
  ["benchmark -p x=", "x"],
  ["benchmark -n 3 -n 4", "--iterations was given twice"],
  ["benchmark -n", "--iterations needs a value"],
  ["benchmark groq", "did you mean --providers groq?"],
  ["benchmark -o yaml", "--output must be one of"],
  ["benchmark --prompt-file nosuch.txt", "cannot read the prompt file nosuch.txt"],
  ["benchmark --env-file nosuch.env", "cannot read the env file nosuch.env"],
  ["benchmark -p groq", "set GROQ_API_KEY"],
  ["benchmark", "no provider can run here yet"],
  ["bnechmark", "did you mean benchmark?"],
  ["list --models-", "unknown flag"],
  ["simulate waver", "did you mean wafer?"],
] as const;

describe.each([...PROGRAMS])("the program as $name", (program) => {
  const runs = test.skipIf(!program.isThere);

  test.skipIf(!program.isThere).each([...MISTAKES])("%s", async (words, said) => {
    const { code, stdout, stderr } = await runProgram(program, words.split(" "));
    expect(stderr).toContain(said);
    expect(stderr).not.toContain("    at ");
    expect(stdout).toBe("");
    expect(code).toBe(2);
  });

  runs("refuses to send a key over plain http to another machine", async () => {
    const { code, stderr } = await runProgram(
      program,
      ["benchmark", "-p", "x=http://192.0.2.1/v1#m", "--key-env", "K"],
      { env: { K: "sk-MARKED-123456" } },
    );
    expect(code).toBe(2);
    expect(stderr).toContain("--insecure");
    expect(stderr).not.toContain("MARKED");
  });

  runs("prints help that fits 80 columns, with examples, for every command", async () => {
    const env = { COLUMNS: "80" };
    const whole = await runProgram(program, ["--help"], { env });
    const commands = [...whole.stdout.matchAll(/^ {2}([a-z]+)[, ] /gm)].map(([, name]) => name!);
    expect(commands).toContain("benchmark");
    for (const words of [["--help"], ...commands.map((name) => [name, "--help"])]) {
      const { code, stdout, stderr } = await runProgram(program, words, { env });
      expect(code).toBe(0);
      expect(stderr).toBe("");
      expect(stdout).toContain("Examples");
      expect(stdout).not.toContain("\u001b");
      const long = stdout
        .split("\n")
        .filter((line) => line.length > 80 && !/speed-kings/.test(line));
      expect(long).toEqual([]);
    }
  });

  runs("tells its version", async () => {
    const { code, stdout } = await runProgram(program, ["--version"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^speed-kings \d+\.\d+\.\d+ /);
  });

  runs("lists who can run, without showing a key", async () => {
    const env = { GROQ_API_KEY: "gsk-MARKED-123456", OLLAMA_URL: simulator.url };
    const table = await runProgram(program, ["list"], { env });
    expect(table.code).toBe(0);
    expect(table.stdout).toMatch(/groq +ready/);
    expect(table.stdout).toMatch(/cerebras +no key .*CEREBRAS_API_KEY/);
    expect(table.stdout).toMatch(/local +running/);
    const json = await runProgram(program, ["list", "-o", "json"], { env });
    const { providers } = JSON.parse(json.stdout) as {
      providers: readonly { id: string; status: string }[];
    };
    expect(providers.find(({ id }) => id === "groq")?.status).toBe("ready");
    expect(table.stdout + table.stderr + json.stdout + json.stderr).not.toContain("MARKED");
  });

  runs("plans without sending anything", async () => {
    const before = simulator.log().length;
    const target = `x=${simulator.url}/v1#m`;
    const text = await runProgram(program, ["benchmark", "-p", target, "--dry-run"]);
    expect(text.code).toBe(0);
    expect(text.stdout).toContain("nothing was sent");
    const json = await runProgram(program, [
      ..."benchmark --dry-run -o json --seed 7 -p".split(" "),
      target,
    ]);
    expect(JSON.parse(json.stdout)).toMatchObject({ seed: 7, iterations: 30 });
    expect(simulator.log()).toHaveLength(before);
  });

  runs("sends the same prompts again with the same seed", async () => {
    const prompts = async (seed: string): Promise<readonly string[]> => {
      const { stdout } = await runProgram(program, [
        ..."benchmark -n 3 --warmup 0 -s short --no-save -o json --seed".split(" "),
        seed,
        "-p",
        `x=${simulator.url}/v1#m`,
      ]);
      return firstTries(stdout).map(({ prompt }) => prompt);
    };
    const first = await prompts("11");
    expect(await prompts("11")).toEqual(first);
    expect(first).toHaveLength(3);
  });

  runs("takes prompts and keys from files that are named, and from no others", async () => {
    const { code, stdout } = await runProgram(program, [
      ..."benchmark -n 2 --warmup 0 --no-save -o json --prompt-file package.json -p".split(" "),
      `x=${simulator.url}/v1#m`,
    ]);
    expect(code).toBe(0);
    expect(firstTries(stdout)).toHaveLength(2);
    const list = await runProgram(program, ["list"]);
    expect(list.stdout).toMatch(/cerebras +no key/);
    const named = await runProgram(program, ["list", "--env-file", ".env"]);
    expect(named.stdout).toMatch(/cerebras +ready/);
    expect(named.stdout).not.toContain("from-a-hostile-file");
  });

  runs("writes no escape codes into a pipe, and some when they are forced", async () => {
    const words = ["benchmark", "-n", "1", "--warmup", "0", "-s", "short", "--no-save", "-p"];
    const target = `x=${simulator.url}/v1#m`;
    for (const env of [{}, { NO_COLOR: "1", FORCE_COLOR: "1" }, { TERM: "dumb" }, { CI: "true" }]) {
      const { stdout, stderr } = await runProgram(program, [...words, target], { env });
      expect(stdout + stderr).not.toContain("\u001b");
    }
    const forced = await runProgram(program, [...words, target], { env: { FORCE_COLOR: "1" } });
    expect(forced.stdout).toContain("\u001b[");
  });

  runs("races simulated providers in the demo, and leaves none of them behind", async () => {
    const { code, stdout, stderr } = await runProgram(
      program,
      "demo -n 2 -o json --no-save".split(" "),
    );
    expect(stderr).toBe("");
    expect(code).toBe(0);
    const report = JSON.parse(stdout) as Report;
    // Two each, and one more for each place that a stall of this machine has spoiled.
    for (const { attempts } of report.targets) {
      expect(attempts.failed).toBe(0);
      expect(attempts.ok).toBeWithin(2, 5);
    }
    expect(report.targets).toHaveLength(4);
    const { targets } = (JSON.parse(stdout) as { plan: { targets: { origin: string }[] } }).plan;
    for (const { origin } of targets) {
      expect(await fetch(origin).catch(() => "gone")).toBe("gone");
    }
  });
});
