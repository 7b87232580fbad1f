import { parseContestants } from "../../simulator/contestant-text.ts";
import { readyLine } from "../../simulator/ready-line.ts";
import type { ReadySimulator } from "../../simulator/ready-line.ts";
import { serveSimulators, untilEnd } from "../../simulator/serve.ts";
import type { Invocation } from "../command.ts";
import { EXIT } from "../exit.ts";
import { integer, isOn, text } from "../values.ts";

/** `speed-kings simulate`: serves simulated providers until Ctrl-C. */
export async function simulate({ flags, positionals, context }: Invocation): Promise<number> {
  const seed = integer(flags, "seed", 0, 2 ** 31 - 1) ?? 1;
  const isChild = isOn(flags, "ready-line");
  const contestants = parseContestants(positionals.length > 0 ? positionals : ["gpu-cloud"], seed);
  const hostname = text(flags, "host");
  // Ctrl-C goes to the whole group of processes: the one that started this one decides when it ends.
  if (isChild) process.on("SIGINT", () => {});
  await serveSimulators(
    {
      contestants,
      port: integer(flags, "port", 0, 65_535) ?? 8080,
      ...(hostname === undefined ? {} : { hostname }),
    },
    {
      ready: (simulators) =>
        context.print(isChild ? readyLine(simulators) : invitation(simulators)),
      stopped: isChild ? untilEnd(Bun.stdin.stream()) : untilInterrupted(),
    },
  );
  return EXIT.ok;
}

/** For a person: what is served, and how to race it. */
function invitation(simulators: readonly ReadySimulator[]): string {
  const targets = simulators.map(({ name, model, url }) => `${name}=${url}/v1#${model}`);
  return [
    "SIMULATED providers are being served; Ctrl-C stops them.",
    ...simulators.map(({ name, url }) => `  ${name}  ${url}/v1 (OpenAI)  ${url}/api (Ollama)`),
    "",
    "Race them from another terminal:",
    `  speed-kings benchmark -p ${targets.join(",")}`,
    "",
  ].join("\n");
}

const untilInterrupted = (): Promise<void> =>
  new Promise((resolve) => {
    process.once("SIGINT", () => resolve());
    process.once("SIGTERM", () => resolve());
  });
