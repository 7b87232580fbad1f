import { randomInt } from "node:crypto";
import { createFetchTransport } from "../../wire/fetch-transport.ts";
import { refuseStrayPrices } from "../../pricing/given-price.ts";
import { neededEnvironment } from "../../wire/environment.ts";
import type { Invocation } from "../command.ts";
import { checkDelivery, prepareDelivery } from "../deliver.ts";
import { planRace } from "../plan.ts";
import { agreeOnCost } from "../price-consent.ts";
import { readPrices } from "../price-options.ts";
import { printPlan } from "../print-plan.ts";
import { race } from "../race.ts";
import { readRaceOptions } from "../race-options.ts";
import { startAnew } from "../start-anew.ts";
import { readTargetOptions } from "../target-options.ts";
import { findTargets } from "../targets.ts";
import { prepareWorkload } from "../workload.ts";

/** `speed-kings benchmark`: the race. */
export async function benchmark({ flags, context }: Invocation): Promise<number> {
  const options = readRaceOptions(flags, { size: "medium", preset: "standard" });
  const delivery = await prepareDelivery(flags);
  const wanted = await readTargetOptions(flags, context.env);
  const prices = await readPrices(flags, wanted.env, context.clock.wallMs());
  const connections = options.cold ? "cold" : "warm";
  const parallel = options.concurrency * wanted.specs.length;
  const change = neededEnvironment(context.env, parallel, connections);
  if (change !== undefined && !options.dryRun) return startAnew(change);

  const seed = options.seed ?? randomInt(2 ** 31);
  const workload = await prepareWorkload(options, seed);
  const transport = createFetchTransport(context.clock, connections);
  const contestants = await findTargets(wanted, transport, await context.log());
  const targets = contestants.map(({ target }) => target);
  const planned = planRace(options, targets, workload, seed);
  checkDelivery(delivery, planned);
  refuseStrayPrices(
    prices.given,
    targets.map(({ id }) => id),
  );
  if (options.dryRun) return printPlan(planned, prices, delivery.format, options, context);
  const agreed = await agreeOnCost(planned, prices, options, context);
  if ("exitCode" in agreed) return agreed.exitCode;
  const { assign } = workload;
  return race(
    { plan: agreed.plan, contestants, transport, assign, prices, simulated: false },
    options,
    delivery,
    context,
  );
}
