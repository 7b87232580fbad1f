import { formatModelList, formatProviderList } from "../../output/provider-list.ts";
import type { Ask } from "../../providers/discovery.ts";
import { parseTargets } from "../../providers/target-spec.ts";
import { ask } from "../../wire/ask.ts";
import { createFetchTransport } from "../../wire/fetch-transport.ts";
import type { Invocation } from "../command.ts";
import { EXIT } from "../exit.ts";
import { providerStatuses } from "../provider-status.ts";
import type { ProviderStatus } from "../provider-status.ts";
import { readConfigured, withEnvFile } from "../target-options.ts";
import { LOCAL_PROBE_MS } from "../targets.ts";
import { choice, isOn } from "../values.ts";

/** Where nothing listens the system says so at once; a server that is busy with a model may take a moment. */
const LOCAL_TIMEOUT_MS = 2000;
const CLOUD_TIMEOUT_MS = 15_000;

/** `speed-kings list`: who can run here, and what the others lack. */
export async function listProviders({ flags, positionals, context }: Invocation): Promise<number> {
  const output = choice(flags, "output", ["table", "json"]) ?? "table";
  const env = await withEnvFile(flags, context.env);
  const configured = await readConfigured(flags, env);
  const named = positionals.length === 0 ? "all" : positionals.join(",");
  const transport = createFetchTransport(context.clock);
  const within =
    (timeoutMs: number): Ask =>
    (request) =>
      ask(transport, request, timeoutMs);
  const wantsModels = isOn(flags, "models");
  const providers = await providerStatuses(parseTargets(named, configured), env, {
    probe: within(LOCAL_PROBE_MS),
    local: within(LOCAL_TIMEOUT_MS),
    cloud: within(CLOUD_TIMEOUT_MS),
    wantsModels,
    wantsCheck: isOn(flags, "check"),
  });
  if (output === "json") {
    await context.print(`${JSON.stringify({ schemaVersion: 1, providers }, null, 2)}\n`);
  } else {
    const page = context.page();
    await context.print(formatProviderList(providers.map(lineOf), page));
    const models = providers.flatMap(({ id, listed = [] }) =>
      listed.map((model) => ({ id, model: model.id, isLoaded: model.loaded === true })),
    );
    if (models.length > 0) await context.print(`\n${formatModelList(models, page)}`);
  }
  return EXIT.ok;
}

const lineOf = ({ id, status, model, models, checked, advice }: ProviderStatus) => ({
  id,
  status,
  canRun: status === "ready" || status === "running",
  model: model ?? "",
  note: [
    checked === true ? "the key works" : "",
    models === undefined ? "" : models === 1 ? "1 model" : `${models} models`,
    advice ?? "",
  ]
    .filter((words) => words !== "")
    .join("; "),
});
