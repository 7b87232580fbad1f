import { calibrate } from "../calibration/calibrate.ts";
import { parallelOf } from "../calibration/load.ts";
import type { Calibration } from "../core/calibration.ts";
import type { Plan } from "../core/plan.ts";
import { calibrationText } from "../output/calibration-text.ts";
import type { Transport } from "../wire/transport.ts";
import type { Context } from "./context.ts";
import { ownCommand } from "./self.ts";

/**
 * This program's own error at the parallelism of a plan, before its race; takes about 2 s. Undefined when it could not be
 * measured, which is said and stops no race, and when `ending` fires.
 */
export async function calibrateBefore(
  plan: Plan,
  transport: Transport,
  context: Context,
  ending: AbortSignal,
): Promise<Calibration | undefined> {
  const log = await context.log();
  const calibrated = await calibrate({
    clock: context.clock,
    transport,
    command: ownCommand(),
    parallel: parallelOf(plan),
    abort: ending,
  });
  if (ending.aborted) return undefined;
  if (!calibrated.ok) {
    log.warn(
      `this program's own error could not be measured (${calibrated.message}); the race goes on without it`,
    );
    return undefined;
  }
  log.debug(`measured here: ${calibrationText(calibrated.calibration)}`);
  if (calibrated.calibration.verdict === "saturated") {
    log.warn(
      "this machine is too slow or too busy for this plan, and its numbers will be void: end what else is running, or lower --concurrency",
    );
  }
  return calibrated.calibration;
}
