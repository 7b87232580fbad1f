import { calibrate as measureOwnError } from "../../calibration/calibrate.ts";
import { RunError } from "../../core/errors.ts";
import { formatCalibration } from "../../output/calibration-page.ts";
import { neededEnvironment } from "../../wire/environment.ts";
import { createFetchTransport } from "../../wire/fetch-transport.ts";
import type { Invocation } from "../command.ts";
import { EXIT } from "../exit.ts";
import { listenForInterrupts } from "../interrupts.ts";
import { environment, tool } from "../machine.ts";
import { ownCommand } from "../self.ts";
import { startAnew } from "../start-anew.ts";
import { choice, integer, isOn } from "../values.ts";

const DEFAULT_STREAMS = 8;

/** `speed-kings calibrate`: how large this program's own error is, on this machine, right now. */
export async function calibrate({ flags, context }: Invocation): Promise<number> {
  const parallel = integer(flags, "concurrency", 1, 10_000) ?? DEFAULT_STREAMS;
  const output = choice(flags, "output", ["table", "json"]) ?? "table";
  const connections = isOn(flags, "cold") ? "cold" : "warm";
  const change = neededEnvironment(context.env, parallel, connections);
  if (change !== undefined) return startAnew(change);

  const log = await context.log();
  const interrupts = listenForInterrupts(() => {});
  log.info("measuring for 2 seconds …");
  const calibrated = await measureOwnError({
    clock: context.clock,
    transport: createFetchTransport(context.clock, connections),
    command: ownCommand(),
    parallel,
    abort: interrupts.ending,
  }).finally(() => interrupts.stop());
  if (interrupts.ending.aborted) return EXIT.interrupted;
  if (!calibrated.ok) {
    throw new RunError(
      `this program's own error could not be measured: ${calibrated.message}`,
      "try again; if it stays, something keeps this machine from talking to itself on 127.0.0.1",
    );
  }
  const { calibration } = calibrated;
  await context.print(
    output === "json"
      ? `${JSON.stringify({ schemaVersion: 1, tool: tool(), environment: environment(), calibration }, null, 2)}\n`
      : formatCalibration(calibration, parallel, context.page()),
  );
  return isOn(flags, "strict") && calibration.verdict === "saturated" ? EXIT.gate : EXIT.ok;
}
