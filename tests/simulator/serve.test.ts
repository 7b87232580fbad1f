import { expect, test } from "bun:test";
import { UsageError } from "../../src/core/errors.ts";
import { parseContestants } from "../../src/simulator/contestant-text.ts";
import { parseReadyLine, readyLine } from "../../src/simulator/ready-line.ts";
import type { ReadySimulator } from "../../src/simulator/ready-line.ts";
import { serveSimulators, untilEnd } from "../../src/simulator/serve.ts";
import { startSimulator } from "../../src/simulator/server.ts";

test("serves until told to stop, and then nothing listens any more", async () => {
  const ready = Promise.withResolvers<readonly ReadySimulator[]>();
  const stop = Promise.withResolvers<void>();
  const contestants = parseContestants(["wafer", "lpu"], 1);
  const served = serveSimulators(
    { contestants, port: 0 },
    { ready: ready.resolve, stopped: stop.promise },
  );
  const urls = (await ready.promise).map(({ url }) => url);
  for (const url of urls) {
    // oxlint-disable-next-line no-await-in-loop
    expect((await fetch(url)).status).toBe(200);
  }
  stop.resolve();
  await served;
  for (const url of urls) {
    // oxlint-disable-next-line no-await-in-loop
    expect(await fetch(url).catch(() => "refused")).toBe("refused");
  }
});

test("a port that is taken is a usage error, and the providers before it are stopped", async () => {
  const taken = startSimulator();
  const contestants = parseContestants(["wafer"], 1);
  const serving = serveSimulators(
    { contestants, port: taken.port },
    { ready: () => {}, stopped: Promise.resolve() },
  );
  // oxlint-disable-next-line typescript/await-thenable -- the types of Bun do not say that it can be awaited
  await expect(serving).rejects.toBeInstanceOf(UsageError);
  taken.stop();
});

test("more providers than there are ports are refused before any of them listens", async () => {
  const contestants = parseContestants(["wafer", "lpu"], 1);
  const ready = (): void => expect.unreachable();
  const serving = serveSimulators(
    { contestants, port: 65_535 },
    { ready, stopped: Promise.resolve() },
  );
  // oxlint-disable-next-line typescript/await-thenable -- the types of Bun do not say that it can be awaited
  await expect(serving).rejects.toThrow("there are no 2 ports from 65535 on");
});

test("the ready line is read back as it was written, and nothing else is taken for one", () => {
  const simulators = [{ name: "a", model: "m", url: "http://127.0.0.1:1" }];
  expect(parseReadyLine(readyLine(simulators))).toEqual(simulators);
  for (const line of [
    "",
    "hello",
    "null",
    "{}",
    '{"simulators":[{"name":"a"}]}',
    '{"simulators":3}',
  ]) {
    expect(parseReadyLine(line)).toBeUndefined();
  }
});

test("an input has ended when it is closed, and also when it breaks", async () => {
  await untilEnd(new Blob(["x"]).stream());
  await untilEnd(
    new ReadableStream({
      start: (controller) => controller.error(new Error("gone")),
    }),
  );
});

test("an input that does not end is let go when told to stop", async () => {
  const cancelled = Promise.withResolvers<string>();
  const input = new ReadableStream<Uint8Array>({ cancel: () => cancelled.resolve("let go") });
  const controller = new AbortController();
  const ended = untilEnd(input, controller.signal);
  controller.abort();
  await ended;
  expect(await cancelled.promise).toBe("let go");
  await untilEnd(new ReadableStream<Uint8Array>(), AbortSignal.abort());
});
