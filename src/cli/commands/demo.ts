import { randomInt } from "node:crypto";
import { refuseStrayPrices } from "../../pricing/given-price.ts";
import { ollama } from "../../providers/ollama.ts";
import { openaiChat } from "../../providers/openai-chat.ts";
import type { ResolvedTarget } from "../../providers/entrant.ts";
import { spawnSimulators } from "../../simulator/child-process.ts";
import type { ReadySimulator } from "../../simulator/ready-line.ts";
import { columnsAt } from "../../terminal/screen-size.ts";
import { paragraph } from "../../text/printable.ts";
import { neededEnvironment } from "../../wire/environment.ts";
import { createFetchTransport } from "../../wire/fetch-transport.ts";
import type { Invocation } from "../command.ts";
import { checkDelivery, prepareDelivery } from "../deliver.ts";
import { EXIT } from "../exit.ts";
import { planRace } from "../plan.ts";
import { agreeOnCost } from "../price-consent.ts";
import { readPrices } from "../price-options.ts";
import { printPlan } from "../print-plan.ts";
import { race } from "../race.ts";
import { readRaceOptions } from "../race-options.ts";
import { ownCommand } from "../self.ts";
import { startAnew } from "../start-anew.ts";
import { prepareWorkload } from "../workload.ts";

const MODEL = "simulated";

/** Who races: one of each kind of machine, all "running" the same model, so that their tokens are the same unit. */
const CONTESTANTS = [
  `wafer,model=${MODEL},speed=1500`,
  `lpu,model=${MODEL}`,
  `gpu-cloud,model=${MODEL}`,
  `laptop,model=${MODEL}`,
] as const;

const NEXT =
  "now real ones: `speed-kings list` says who can run here, `speed-kings benchmark` races them";

/** Speaks Ollama's own protocol, as a laptop would; the others speak OpenAI's. */
const SPEAKS_OLLAMA = "laptop";

/** `speed-kings demo`: a race of simulated providers, over real sockets and with real clocks. */
export async function demo({ flags, context }: Invocation): Promise<number> {
  const options = readRaceOptions(flags, { size: "short", preset: "quick" });
  const delivery = await prepareDelivery(flags);
  const prices = await readPrices(flags, context.env, context.clock.wallMs());
  const change = neededEnvironment(
    context.env,
    options.concurrency * CONTESTANTS.length,
    options.cold ? "cold" : "warm",
  );
  if (change !== undefined && !options.dryRun) return startAnew(change);

  const seed = options.seed ?? randomInt(2 ** 31);
  const workload = await prepareWorkload(options, seed);
  const served = await spawnSimulators([
    ...ownCommand(),
    "simulate",
    "--ready-line",
    "--port=0",
    `--seed=${seed}`,
    ...CONTESTANTS,
  ]);
  try {
    const contestants = served.simulators.map(resolved);
    const targets = contestants.map(({ target }) => target);
    const planned = planRace(options, targets, workload, seed);
    checkDelivery(delivery, planned);
    refuseStrayPrices(
      prices.given,
      targets.map(({ id }) => id),
    );
    if (options.dryRun) return await printPlan(planned, prices, delivery.format, options, context);
    const agreed = await agreeOnCost(planned, prices, options, context);
    if ("exitCode" in agreed) return agreed.exitCode;
    const { plan } = agreed;
    const { assign } = workload;
    const transport = createFetchTransport(context.clock, plan.connections);
    const code = await race(
      { plan, contestants, transport, assign, prices, simulated: true },
      options,
      delivery,
      context,
    );
    if (code === EXIT.ok && delivery.format === "table") {
      (await context.log()).info(paragraph(NEXT, columnsAt(2, context.env)));
    }
    return code;
  } finally {
    await served.stop();
  }
}

function resolved({ name, model, url }: ReadySimulator): ResolvedTarget {
  const speaksOllama = name === SPEAKS_OLLAMA;
  return {
    target: { id: name, provider: "simulated", model, origin: url },
    dialect: speaksOllama ? ollama : openaiChat,
    endpoint: { baseUrl: speaksOllama ? url : `${url}/v1` },
    quirks: {},
  };
}
