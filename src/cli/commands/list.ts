import { formatProviderList } from "../../output/provider-list.ts";
import { ask } from "../../wire/ask.ts";
import { createFetchTransport } from "../../wire/fetch-transport.ts";
import type { Invocation } from "../command.ts";
import { EXIT } from "../exit.ts";
import { providerStatuses } from "../provider-status.ts";
import type { ProviderStatus } from "../provider-status.ts";
import { OUTPUTS } from "../race-options.ts";
import { withEnvFile } from "../target-options.ts";
import { choice } from "../values.ts";

/** A server on this machine answers at once or is not there. */
const LOCAL_TIMEOUT_MS = 300;

/** `speed-kings list`: who can run here, and what the others lack. */
export async function listProviders({ flags, context }: Invocation): Promise<number> {
  const output = choice(flags, "output", OUTPUTS) ?? "table";
  const env = await withEnvFile(flags, context.env);
  const transport = createFetchTransport(context.clock);
  const providers = await providerStatuses(env, (request) =>
    ask(transport, request, LOCAL_TIMEOUT_MS),
  );
  await context.print(
    output === "json"
      ? `${JSON.stringify({ schemaVersion: 1, providers }, null, 2)}\n`
      : formatProviderList(providers.map(lineOf), context.page()),
  );
  return EXIT.ok;
}

/** A model's own name: hosts put accounts and paths before it, and a line has 80 columns. */
const shortModel = (model: string): string => model.slice(model.lastIndexOf("/") + 1);

const lineOf = ({ id, status, keyEnv, model, models, advice }: ProviderStatus) => ({
  id,
  status,
  canRun: status === "ready" || status === "running",
  model: shortModel(model ?? ""),
  note:
    status === "no key"
      ? `set ${keyEnv[0] ?? "its key"}`
      : models !== undefined && models > 1
        ? `and ${models - 1} more`
        : (advice ?? ""),
});
