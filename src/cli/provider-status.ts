import { UsageError } from "../core/errors.ts";
import type { FoundServer } from "../providers/find-local.ts";
import { localEntrant } from "../providers/local-target.ts";
import type { Provider } from "../providers/provider.ts";
import { resolveTargets } from "../providers/resolve.ts";
import type { Resolution } from "../providers/resolve.ts";
import { providerOf } from "../providers/table.ts";
import type { TargetSpec } from "../providers/target-spec.ts";
import { askedStatus, readyStatus } from "./ask-status.ts";
import { describeError } from "./describe-error.ts";
import { localServers, lockedAdvice, ofKind } from "./local-targets.ts";
import type { Base, ProviderStatus, Questions } from "./status.ts";
import type { TargetOptions } from "./target-options.ts";

/**
 * The status of each target. Without a wish for models or a check, only the user's own servers are asked anything.
 * @throws UsageError for a target, a key or a header that was named and is none.
 */
export async function providerStatuses(
  wanted: TargetOptions,
  questions: Questions,
): Promise<ProviderStatus[]> {
  const { specs, env } = wanted;
  const groups = isPlain(wanted) ? specs.map((spec) => [spec]) : [specs];
  const servers = once(() => localServers(env, questions.probe));
  const statuses = groups.map((group) => statusesOf(group, wanted, { ...questions, servers }));
  return (await Promise.all(statuses)).flat();
}

/** Whether no flag says anything about one of several targets, so that each can be resolved by itself. */
const isPlain = ({ keyEnv, headers }: TargetOptions): boolean =>
  keyEnv === undefined && headers.length === 0;

interface Asking extends Questions {
  /** What runs on this machine, looked for once. */
  readonly servers: () => Promise<readonly FoundServer[]>;
}

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let doing: Promise<T> | undefined;
  return () => (doing ??= work());
}

/** A variable with nonsense in it concerns its own provider, and hides none of the others. */
async function statusesOf(
  specs: readonly TargetSpec[],
  wanted: TargetOptions,
  questions: Asking,
): Promise<readonly ProviderStatus[]> {
  try {
    const statuses = resolveTargets(specs, wanted.env, wanted).map((one) =>
      statusOf(one, questions),
    );
    return (await Promise.all(statuses)).flat();
  } catch (error) {
    const [spec] = specs;
    if (!(error instanceof UsageError) || spec?.kind !== "provider" || !isPlain(wanted))
      throw error;
    const base = baseOf(spec.provider, spec.provider);
    const status = base.keyEnv.length > 0 ? "no key" : "not running";
    return [{ ...base, status, failed: true, advice: describeError(error) }];
  }
}

function baseOf(id: string, provider: string): Base {
  const { label = id, keyEnv = [], baseUrl = "" }: Partial<Provider> = providerOf(provider) ?? {};
  return { id, label, keyEnv, baseUrl };
}

async function statusOf(
  resolution: Resolution,
  questions: Asking,
): Promise<readonly ProviderStatus[]> {
  const { id, provider } = resolution;
  const row = providerOf(provider);
  const base = baseOf(id, provider);
  switch (resolution.status) {
    case "ready":
      return [await readyStatus(base, resolution.resolved, resolution.entrant, questions)];
    case "no-key":
      return [
        {
          ...base,
          status: "no key",
          ...(row?.defaultModel === undefined ? {} : { model: row.defaultModel }),
          missing: resolution.keyEnv,
          advice: row?.keyPage === undefined ? resolution.advice : `get a key at ${row.keyPage}`,
        },
      ];
    case "no-model":
      return [{ ...base, status: "ready", advice: resolution.advice }];
    case "needs-model":
      return [await askedStatus(base, resolution.entrant, questions)];
    case "needs-server": {
      const servers = ofKind(await questions.servers(), resolution.server);
      if (servers.length === 0) return [nothingRuns(id)];
      const isOnly = servers.length === 1;
      return Promise.all(
        servers.map((server) =>
          serverStatus(isOnly ? id : `local/${server.name}`, server, questions),
        ),
      );
    }
  }
}

const nothingRuns = (id: string): ProviderStatus => ({
  id,
  label: "local server",
  keyEnv: [],
  baseUrl: "",
  status: "not running",
  advice: "start Ollama, LM Studio, llama.cpp, vLLM or another one, or set OLLAMA_URL",
});

async function serverStatus(
  id: string,
  found: FoundServer,
  questions: Questions,
): Promise<ProviderStatus> {
  const { label } = found.row;
  const server = `${label} at ${new URL(found.origin).host}`;
  const status = await askedStatus(
    { id, label, keyEnv: [], baseUrl: "" },
    localEntrant(id, found),
    questions,
  );
  if (status.status !== "no key" && !found.wantsKey) return { ...status, server };
  return { ...status, status: "no key", server, failed: true, advice: lockedAdvice(found) };
}
