import { describe, expect, test } from "bun:test";
import { join } from "node:path";
import { calibrate } from "../../src/calibration/calibrate.ts";
import type { Calibrated } from "../../src/calibration/conclude.ts";
import { bunClock } from "../../src/timing/clock.ts";
import { createFetchTransport } from "../../src/wire/fetch-transport.ts";
import type { Connections, Transport } from "../../src/wire/transport.ts";

const MAIN = join(import.meta.dir, "../../src/main.ts");

const run = (
  parallel: number,
  {
    command = [process.execPath, MAIN],
    transport = createFetchTransport(bunClock),
    abort = new AbortController().signal,
  }: { command?: string[]; transport?: Transport; abort?: AbortSignal } = {},
): Promise<Calibrated> => calibrate({ clock: bunClock, transport, command, parallel, abort });

describe("a calibration against the child process", () => {
  test.each([
    [1, "warm", 20],
    [12, "warm", 24],
    [12, "cold", 24],
  ] as const)(
    "with %d streams on %s connections knows the truth of every request",
    async (parallel, connections: Connections, requests) => {
      const transport = createFetchTransport(bunClock, connections);
      const calibrated = await run(parallel, { transport });
      if (!calibrated.ok) throw new Error(calibrated.message);
      const { calibration } = calibrated;
      expect(calibration).toMatchObject({ parallel, requests });
      expect(calibration.verdict).toBeOneOf(["good", "noisy", "saturated"]);
      for (const { p50, p99 } of [
        calibration.ttftErrorMs,
        calibration.chunkErrorMs,
        calibration.timerLatenessMs,
      ]) {
        // Nothing is seen before it happened.
        expect(p50).toBeGreaterThan(0);
        expect(p99).toBeGreaterThanOrEqual(p50);
      }
    },
    20_000,
  );

  test("that is stopped ends at once and leaves nothing running", async () => {
    const controller = new AbortController();
    const transport = createFetchTransport(bunClock);
    const stopping: Transport = (request, observer, signal) => {
      controller.abort();
      return transport(request, observer, signal);
    };
    const { signal: abort } = controller;
    expect(await run(4, { transport: stopping, abort })).toMatchObject({ ok: false });
  });

  test("whose server does not start says so", async () => {
    const command = [process.execPath, "-e", "console.error('out of luck'); process.exit(1)", "--"];
    expect(await run(1, { command })).toMatchObject({
      ok: false,
      message: expect.stringContaining("out of luck"),
    });
  });
});
