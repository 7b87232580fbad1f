import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Simulator } from "../../src/simulator/server.ts";
import { HostileFolder, PROGRAMS, runProgram, start } from "./programs.ts";
import { at, isGone, raceOf, reportOf, startQuick } from "./races.ts";

setDefaultTimeout(60_000);

let simulator: Simulator;

beforeAll(() => {
  simulator = startQuick();
});
afterAll(() => simulator.stop());

/** As a script would read `list -o json`. */
interface Listing {
  readonly schemaVersion: number;
  readonly providers: readonly {
    readonly id: string;
    readonly status: string;
    readonly model?: string;
    readonly models?: number;
    readonly keyEnv: readonly string[];
  }[];
}

/** What a program prints until it has said enough; and a promise of the rest. */
async function listenUntil(
  output: ReadableStream<Uint8Array<ArrayBuffer>>,
  isEnough: (text: string) => boolean,
): Promise<{ readonly said: string; readonly rest: Promise<string> }> {
  const said = Promise.withResolvers<string>();
  const listen = async (): Promise<string> => {
    let text = "";
    for await (const bytes of output) {
      text += new TextDecoder().decode(bytes);
      if (isEnough(text)) said.resolve(text);
    }
    said.resolve(text);
    return text.slice((await said.promise).length);
  };
  const rest = listen();
  return { said: await said.promise, rest };
}

describe.concurrent("commands", () => {
  describe.each([...PROGRAMS])("of the program as $name", (program) => {
    const runs = test.skipIf(!program.isThere);

    runs("help of every command fits 80 columns and has examples", async () => {
      const env = { COLUMNS: "80" };
      const whole = await runProgram(program, ["--help"], { env });
      const commands = [...whole.stdout.matchAll(/^ {2}([a-z]+)[, ] /gm)].map(([, name]) => name!);
      expect(commands).toContain("benchmark");
      for (const words of [["--help"], ...commands.map((name) => [name, "--help"])]) {
        // oxlint-disable-next-line no-await-in-loop
        const { code, stdout, stderr } = await runProgram(program, words, { env });
        expect(code).toBe(0);
        expect(stderr).toBe("");
        expect(stdout).toContain("Usage\n");
        expect(stdout).toContain("Examples\n");
        expect(stdout.split("\n").filter((line) => line.length > 80)).toEqual([]);
      }
    });

    runs("help is what is printed in every way of asking for it", async () => {
      const [asked, ...others] = await Promise.all(
        [
          ["help", "list"],
          ["list", "--help"],
          ["list", "-h"],
          ["list", "--nonsense", "-h"],
        ].map((words) => runProgram(program, words)),
      );
      for (const other of others) expect(other).toEqual(asked!);
      const bare = await runProgram(program, []);
      expect(bare).toEqual(await runProgram(program, ["--help"]));
      expect(bare).toEqual(await runProgram(program, ["help", "help"]));
      expect(bare.code).toBe(0);
    });

    runs("the version is told with that of Bun", async () => {
      for (const words of [
        "--version",
        "-V",
        "-v",
        "version",
        "--version -v",
        "benchmark --version",
      ]) {
        // oxlint-disable-next-line no-await-in-loop
        const { code, stdout } = await runProgram(program, words.split(" "));
        expect(stdout).toMatch(/^speed-kings \d+\.\d+\.\d+ \([^,]+, Bun \d+\.\d+\.\d+\)\n$/);
        expect(code).toBe(0);
      }
    });

    runs("list says who can run, and what the others lack, without a key", async () => {
      const env = { GROQ_API_KEY: "gsk-MARKED-123456", OLLAMA_URL: simulator.url };
      const table = await runProgram(program, ["list"], { env });
      expect(table.stdout).toMatch(/^groq +ready +openai\/gpt-oss-120b/m);
      expect(table.stdout).toMatch(/^cerebras +no key .*set CEREBRAS_API_KEY/m);
      expect(table.stdout).toMatch(/^local +running +simulated-model/m);
      const json = await runProgram(program, ["list", "-o", "json"], { env });
      const { schemaVersion, providers } = JSON.parse(json.stdout) as Listing;
      expect(schemaVersion).toBe(1);
      expect(providers.find(({ id }) => id === "local")).toMatchObject({
        status: "running",
        model: "simulated-model",
        models: 1,
      });
      expect(providers.find(({ id }) => id === "deepseek")).toMatchObject({
        status: "no key",
        keyEnv: ["DEEPSEEK_API_KEY"],
      });
      for (const { code, stdout, stderr } of [table, json]) {
        expect(code).toBe(0);
        expect(stderr).toBe("");
        expect(stdout).not.toContain("MARKED");
      }
    });

    runs("list without a key or a server still exits 0, and one bad key hides nobody", async () => {
      const env = { SAMBANOVA_API_KEY: "two words", DEEPSEEK_API_KEY: "good" };
      const { code, stdout, stderr } = await runProgram(program, ["list"], { env });
      expect(stdout).toMatch(/^local +not running/m);
      expect(stdout).toMatch(/^sambanova +no key/m);
      expect(stdout).toMatch(/^deepseek +ready/m);
      expect(stdout).not.toContain("two words");
      expect(stderr).toBe("");
      expect(code).toBe(0);
    });

    runs("keys come from a file that is named, and from no other", async () => {
      const unasked = await runProgram(program, ["list"]);
      expect(unasked.stdout).toMatch(/^cerebras +no key/m);
      const named = await runProgram(program, ["list", "--env-file", ".env"]);
      expect(named.stdout).toMatch(/^cerebras +ready/m);
      expect(named.stdout).not.toContain("from-a-hostile-file");
      await using folder = await HostileFolder.create();
      await writeFile(join(folder.path, "keys"), "K=sk-MARKED-of-the-file\n");
      const words = raceOf(at(simulator), "--key-env", "K", "--env-file", "keys", "--no-save");
      const before = simulator.log().length;
      const raced = await runProgram(program, words, { cwd: folder.path });
      expect(raced.code).toBe(0);
      expect(simulator.log().length).toBeGreaterThan(before);
      expect(raced.stdout + raced.stderr).not.toContain("MARKED");
    });

    runs("a race starts anew for many requests, and its key is in no output", async () => {
      const words = raceOf(at(simulator), ..."-n 300 -c 300 -o json -v --key-env K".split(" "));
      const env = { K: "sk-MARKED-0123456789abcdef", BUN_CONFIG_VERBOSE_FETCH: "curl" };
      const finished = await runProgram(program, words, { env });
      expect(reportOf(finished).targets[0]!.attempts.ok).toBeGreaterThanOrEqual(300);
      for (const text of [finished.stdout, finished.stderr, finished.saved]) {
        expect(text).not.toContain("MARKED");
        expect(text).not.toContain("curl ");
      }
    });

    runs("the demo races four simulated providers, says so, and ends them", async () => {
      const words = "demo -n 2 --max-tokens 16 -o json --no-save --no-calibration".split(" ");
      const finished = await runProgram(program, words);
      const report = reportOf(finished);
      expect(report).toMatchObject({ simulated: true });
      expect(report.targets.map(({ id }) => id)).toEqual(["wafer", "lpu", "gpu-cloud", "laptop"]);
      for (const { attempts } of report.targets) {
        expect(attempts.failed).toBe(0);
        expect(attempts.ok).toBeGreaterThanOrEqual(2);
      }
      expect(finished).toMatchObject({ code: 0, stderr: "", saved: "" });
      const origins = report.plan.targets.map(({ origin }) => origin);
      expect(await Promise.all(origins.map(isGone))).toEqual([true, true, true, true]);
    });

    runs("simulate serves until it is told to stop, and says how to race it", async () => {
      await using folder = await HostileFolder.create();
      const words = ["simulate", "--port", "0", "fast:wafer,ttft=10", "slow:laptop,load=0"];
      await using child = start(program, words, { cwd: folder.path });
      const { said, rest } = await listenUntil(child.stdout, (text) => /#\S+\n$/.test(text));
      expect(said).toStartWith("SIMULATED providers are being served");
      const targets = /speed-kings benchmark -p (\S+)/.exec(said)?.[1] ?? "";
      const raced = await runProgram(program, raceOf(targets, "--max-tokens", "8", "-o", "json"));
      expect(reportOf(raced).targets).toMatchObject([
        { id: "fast", attempts: { failed: 0 } },
        { id: "slow", attempts: { failed: 0 } },
      ]);
      const [, origin = ""] = /(http:\/\/[^/]+)\/v1/.exec(said) ?? [];
      const taken = ["simulate", "--port", new URL(origin).port];
      const refused = await runProgram(program, taken);
      expect(refused.stderr).toMatch(/^error: [^\n]*cannot listen on [^\n]*EADDRINUSE[^\n]*\n$/);
      expect(refused.code).toBe(2);
      child.kill("SIGINT");
      expect(await rest).toBe("");
      const code = await child.exited;
      expect(await isGone(origin)).toBe(true);
      if (process.platform !== "win32") expect(code).toBe(0);
    });
  });
});
