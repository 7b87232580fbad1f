import { compact } from "../../core/compact.ts";
import type { Page } from "../../output/formatter.ts";
import { formatModelList, formatProviderList } from "../../output/provider-list.ts";
import type { ProviderLine } from "../../output/provider-list.ts";
import type { Ask } from "../../providers/discovery.ts";
import { ask } from "../../wire/ask.ts";
import { createFetchTransport } from "../../wire/fetch-transport.ts";
import type { Invocation } from "../command.ts";
import { EXIT } from "../exit.ts";
import { providerStatuses } from "../provider-status.ts";
import type { ProviderStatus } from "../status.ts";
import { probeWith } from "../local-targets.ts";
import { readTargetOptions } from "../target-options.ts";
import { choice, isOn } from "../values.ts";

/** Where nothing listens the system says so at once; a server that is busy with a model may take a moment. */
const LOCAL_TIMEOUT_MS = 2000;
const CLOUD_TIMEOUT_MS = 15_000;

/**
 * `speed-kings list`: who can run here, and what the others lack. Exit code 1 when providers were named, a question was asked, and none
 * of them can run.
 */
export async function listProviders({ flags, positionals, context }: Invocation): Promise<number> {
  const output = choice(flags, "output", ["table", "json"]) ?? "table";
  const isNamed = positionals.length > 0;
  const wanted = await readTargetOptions(
    { ...flags, providers: isNamed ? positionals.join(",") : "all" },
    context.env,
  );
  const transport = createFetchTransport(context.clock);
  const within =
    (timeoutMs: number): Ask =>
    (request) =>
      ask(transport, request, timeoutMs);
  const asks = { models: isOn(flags, "models"), check: isOn(flags, "check") };
  const providers = await providerStatuses(wanted, {
    env: wanted.env,
    probe: probeWith(transport),
    local: within(LOCAL_TIMEOUT_MS),
    cloud: within(CLOUD_TIMEOUT_MS),
    wantsModels: asks.models,
    wantsCheck: asks.check,
  });
  if (output === "json") {
    await context.print(`${JSON.stringify({ schemaVersion: 1, providers }, null, 2)}\n`);
  } else {
    await context.print(tables(providers, isNamed, context.page()));
  }
  const isAnswered = !isNamed || !(asks.models || asks.check) || providers.some(canRun);
  return isAnswered ? EXIT.ok : EXIT.failed;
}

const canRun = ({ status }: ProviderStatus): boolean => status === "ready" || status === "running";

function tables(providers: readonly ProviderStatus[], isNamed: boolean, page: Page): string {
  const models = providers.flatMap(({ id, listed = [] }) =>
    listed
      .map((model) => ({ id, model: model.id, isLoaded: model.loaded === true }))
      .toSorted((a, b) => (a.model < b.model ? -1 : 1)),
  );
  const table = formatProviderList(
    providers.map((status) => lineOf(status, isNamed)),
    page,
  );
  return models.length === 0 ? table : `${table}\n${formatModelList(models, page)}`;
}

/** Who was not named is not told at length what it lacks, unless a question to it failed. */
const lineOf = (status: ProviderStatus, isNamed: boolean): ProviderLine => {
  const { id, model = "", models, advice, failed = false } = status;
  return compact({
    id,
    status: status.status,
    canRun: canRun(status),
    model,
    models,
    note: noteOf(status),
    detail: isNamed || failed ? advice : undefined,
  });
};

function noteOf({ status, checked, missing, server, advice }: ProviderStatus): string {
  if (checked === true) return "the key works";
  if (missing !== undefined) return `set ${missing}`;
  if (server !== undefined) return server;
  return status === "ready" || status === "running" || status === "not running"
    ? (advice ?? "")
    : "";
}
