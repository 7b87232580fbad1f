import { afterEach, expect, test } from "bun:test";
import { spawnSimulators } from "../../src/simulator/child-process.ts";
import type { SimulatorProcess } from "../../src/simulator/child-process.ts";
import { exchange, openRaw } from "./raw-client.ts";
import { chat, chunksOf } from "./requests.ts";

const CHILD = `${import.meta.dir}/serve-child.ts`;
const PARENT = `${import.meta.dir}/serve-parent.ts`;

const running: SimulatorProcess[] = [];

async function spawn(...contestants: readonly string[]): Promise<SimulatorProcess> {
  const child = await spawnSimulators([process.execPath, CHILD, ...contestants]);
  running.push(child);
  return child;
}

afterEach(async () => {
  await Promise.all(running.splice(0).map(async (child) => child.stop()));
});

const isRefused = async (url: string): Promise<boolean> => {
  try {
    await fetch(url);
    return false;
  } catch {
    return true;
  }
};

test("one process serves several simulated providers, each on a port of its own", async () => {
  const { simulators, urls } = await spawn(
    "fast:wafer,tokens=16,ttft=1",
    "slow:laptop,load=0,fault=status=503",
  );
  expect(simulators.map(({ name, model }) => [name, model])).toEqual([
    ["fast", "simulated-wafer"],
    ["slow", "simulated-laptop"],
  ]);
  expect(new Set(urls).size).toBe(2);
  const fast = await exchange(urls[0]!, chat("m"));
  expect(chunksOf(fast.body.toString()).isDone).toBe(true);
  expect((await exchange(urls[1]!, chat("m"))).status).toBe(503);
});

test("times of the child and of this process are on one clock", async () => {
  const { urls } = await spawn("reference,ttft=1,tokens=8,finish-delay=0,usage-delay=0");
  const before = performance.timeOrigin + performance.now();
  await exchange(urls[0]!, chat("m"));
  const after = performance.timeOrigin + performance.now();
  const record: unknown = await (await fetch(`${urls[0]}/truth`)).json();
  const receivedAtMs = Reflect.get(Object(record), "receivedAtMs");
  expect(receivedAtMs).toBeGreaterThan(before);
  expect(receivedAtMs).toBeLessThan(after);
});

test("a stopped process is gone, also with streams still to come, and can be stopped again", async () => {
  const child = await spawn("reference,ttft=600000");
  const waiting = await openRaw(child.urls[0]!, chat("m"));
  await child.stop();
  await waiting.answered;
  expect(waiting.ending()).not.toBe("open");
  expect(await isRefused(child.urls[0]!)).toBe(true);
  await child.stop();
});

test("when its parent is killed, the process ends by itself", async () => {
  const parent = Bun.spawn([process.execPath, PARENT], { stdin: "ignore", stdout: "pipe" });
  const reader = parent.stdout.getReader();
  const url = new TextDecoder().decode((await reader.read()).value).trim();
  const witness = await openRaw(url, chat("m+silence"));
  expect(witness.ending()).toBe("open");
  parent.kill("SIGKILL");
  await parent.exited;
  await witness.answered;
  expect(witness.ending()).not.toBe("open");
  expect(await isRefused(url)).toBe(true);
});

const failure = async (command: readonly string[], withinMs?: number): Promise<string> => {
  try {
    const child = await spawnSimulators(command, withinMs);
    await child.stop();
    return "started";
  } catch (error) {
    return String(error);
  }
};

test("a command that does not serve is reported with its own words", async () => {
  const script = (code: string): readonly string[] => [process.execPath, "-e", code];
  expect(await failure(script("console.error('no such flag'); process.exit(2)"))).toBe(
    "Error: the simulated providers did not start: no such flag",
  );
  expect(await failure(script("process.exit(3)"))).toContain("exit code 3");
  expect(await failure(script("console.log('hello')"))).toContain("did not start: hello");
  expect(await failure(script("setInterval(() => {}, 1000)"), 50)).toContain("did not start");
  expect(await failure(["/nowhere/speed-kings"])).toContain("/nowhere/speed-kings");
});
