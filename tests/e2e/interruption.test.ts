import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { chmod, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { startSimulator } from "../../src/simulator/server.ts";
import type { Simulator } from "../../src/simulator/server.ts";
import { HostileFolder, PROGRAMS, contents, dataFolderIn, runProgram, start } from "./programs.ts";
import type { Program } from "./programs.ts";
import type { Report, Sample } from "./report-shape.ts";

setDefaultTimeout(60_000);

let simulator: Simulator;

beforeAll(() => {
  simulator = startSimulator({
    profile: { ttftMs: 20, tokensPerSecond: 800, tokensPerChunk: 4, outputTokens: 80 },
  });
});
afterAll(() => simulator.stop());

const race = (model = "m"): string[] => [
  ..."benchmark -n 1000 --warmup 0 -s short -o json -p".split(" "),
  `x=${simulator.url}/v1#${model}`,
];

/** Waits until the simulator was asked `count` times more than before. */
async function untilAsked(count: number, before: number): Promise<void> {
  while (simulator.log().length < before + count) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}

const text = (stream: ReadableStream<Uint8Array>): Promise<string> => new Response(stream).text();

async function reportOf(program: Program, words: readonly string[], cwd: string) {
  const child = start(program, ["report", ...words], { cwd });
  const [stdout, stderr, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    child.exited,
  ]);
  return { stdout, stderr, code };
}

describe.each([...PROGRAMS])("the program as $name", (program) => {
  const runs = test.skipIf(!program.isThere);

  runs("reports and saves what was measured when it is interrupted", async () => {
    await using folder = await HostileFolder.create();
    const before = simulator.log().length;
    const child = start(program, race(), { cwd: folder.path });
    await untilAsked(3, before);
    child.kill("SIGINT");
    const [stdout, stderr, code] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      child.exited,
    ]);
    expect(code).toBe(130);
    const report = JSON.parse(stdout) as Report;
    expect(report).toMatchObject({ interrupted: true, stopReason: "interrupted" });
    expect(report.targets[0]!.attempts.ok).toBeGreaterThanOrEqual(2);
    expect(stderr).toContain("saved:");
    const saved = JSON.parse(await contents(dataFolderIn(folder.path))) as Report;
    expect(saved).toEqual(report);
  });

  runs("stops at once at the second interrupt, and still reports", async () => {
    await using folder = await HostileFolder.create();
    const before = simulator.log().length;
    const child = start(program, race("m+silence"), { cwd: folder.path });
    await untilAsked(1, before);
    child.kill("SIGINT");
    child.kill("SIGINT");
    const [stdout, code] = await Promise.all([text(child.stdout), child.exited]);
    expect(code).toBe(130);
    expect((JSON.parse(stdout) as Report).interrupted).toBe(true);
  });

  runs("has every ended sample on disk when it is killed", async () => {
    await using folder = await HostileFolder.create();
    const before = simulator.log().length;
    const child = start(program, race(), { cwd: folder.path });
    // The third request begins after the second has ended and was handed to the disk.
    await untilAsked(4, before);
    child.kill("SIGKILL");
    await child.exited;
    const lines = (await contents(dataFolderIn(folder.path))).trim().split("\n");
    const [head, ...samples] = lines.map((line) => JSON.parse(line) as Sample & { type: string });
    expect(head).toMatchObject({ type: "head", schemaVersion: 1 });
    expect(samples.length).toBeGreaterThanOrEqual(2);
    expect(samples.every(({ type, status }) => type === "sample" && status === "ok")).toBe(true);
    const report = await reportOf(program, ["last", "-o", "json"], folder.path);
    const { interrupted, targets } = JSON.parse(report.stdout) as Report;
    expect(interrupted).toBe(true);
    expect(targets[0]!.attempts.ok).toBe(samples.length);
  });

  runs("shows a saved run again, byte for byte", async () => {
    await using folder = await HostileFolder.create();
    const words = ["benchmark", "-n", "3", "--warmup", "1", "-s", "short,medium", "-p"];
    const target = `a=${simulator.url}/v1#m,b=${simulator.url}/v1#m+status=401`;
    const child = start(program, [...words, target], { cwd: folder.path });
    const [printed, code] = await Promise.all([text(child.stdout), child.exited]);
    expect(code).toBe(0);
    const again = await reportOf(program, ["last"], folder.path);
    expect(again.stdout).toBe(printed);
    const list = await reportOf(program, ["list"], folder.path);
    const path = list.stdout.trim();
    expect((await reportOf(program, [path], folder.path)).stdout).toBe(printed);
  });

  runs("says what is wrong with a file that is no saved run", async () => {
    for (const [content, said] of [
      ["not json", "is no JSON"],
      ['{"schemaVersion":2}', "newer version"],
      ['{"schemaVersion":1}', "is no saved run"],
      ["[]", "is no JSON"],
    ] as const) {
      await using folder = await HostileFolder.create();
      await Bun.write(join(folder.path, "run.json"), content);
      const finished = await reportOf(program, ["run.json"], folder.path);
      expect(finished.code).toBe(2);
      expect(finished.stderr).toContain(said);
    }
  });

  runs("races all the same when nothing can be saved, and says so", async () => {
    await using folder = await HostileFolder.create();
    const locked = join(folder.path, "locked");
    await mkdir(locked);
    await Bun.write(join(locked, "data"), "a file where a folder should be");
    await chmod(locked, 0o500);
    const words = ["benchmark", "-n", "1", "--warmup", "0", "-s", "short", "-p"];
    const finished = await runProgram(program, [...words, `x=${simulator.url}/v1#m`], {
      env: { SPEED_KINGS_DATA: join(locked, "data") },
    });
    expect(finished.code).toBe(0);
    expect(finished.stderr).toContain("will not be kept");
  });

  runs("keeps nothing with --no-save", async () => {
    const words = ["benchmark", "-n", "1", "--warmup", "0", "-s", "short", "--no-save", "-p"];
    const finished = await runProgram(program, [...words, `x=${simulator.url}/v1#m`]);
    expect(finished).toMatchObject({ code: 0, saved: "", stderr: "" });
  });

  runs("ends quietly when its reader leaves", async () => {
    await using folder = await HostileFolder.create();
    const words = race();
    words[2] = "2";
    const child = start(program, words, { cwd: folder.path });
    await child.stdout.cancel();
    const [stderr, code] = await Promise.all([text(child.stderr), child.exited]);
    expect(stderr).not.toContain("error");
    expect(code).toBe(0);
  });
});
