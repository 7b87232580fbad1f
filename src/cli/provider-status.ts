import { UsageError } from "../core/errors.ts";
import { chooseModel, listModels } from "../providers/discovery.ts";
import type { Ask } from "../providers/discovery.ts";
import type { Environment } from "../providers/keys.ts";
import { resolveTargets } from "../providers/resolve.ts";
import type { Resolution } from "../providers/resolve.ts";
import { providerOf } from "../providers/table.ts";
import { parseTargets } from "../providers/target-spec.ts";
import type { TargetSpec } from "../providers/target-spec.ts";
import { describeError } from "./describe-error.ts";

/** One provider as `list` shows it. */
export interface ProviderStatus {
  readonly id: string;
  readonly label: string;
  readonly status: "ready" | "no key" | "running" | "not running";
  /** Variables that may hold its key; empty when none is needed. */
  readonly keyEnv: readonly string[];
  readonly model?: string;
  /** How many models a local server has. */
  readonly models?: number;
  readonly baseUrl: string;
  /** What to do to make it run. */
  readonly advice?: string;
}

/** Every provider of the table. Only servers on this machine are asked anything. */
export async function providerStatuses(env: Environment, ask: Ask): Promise<ProviderStatus[]> {
  const specs = parseTargets("all");
  const statuses = await Promise.all(specs.map((spec) => statusOfSpec(spec, env, ask)));
  return statuses.flat();
}

/** A variable with nonsense in it concerns its own provider, and hides none of the others. */
async function statusOfSpec(
  spec: TargetSpec,
  env: Environment,
  ask: Ask,
): Promise<ProviderStatus[]> {
  try {
    return await Promise.all(resolveTargets([spec], env).map((one) => statusOf(one, ask)));
  } catch (error) {
    if (!(error instanceof UsageError) || spec.kind === "url") throw error;
    const row = providerOf(spec.provider);
    const keyEnv = row?.keyEnv ?? [];
    return [
      {
        id: spec.provider,
        label: row?.label ?? spec.provider,
        keyEnv,
        baseUrl: row?.baseUrl ?? "",
        status: keyEnv.length > 0 ? "no key" : "not running",
        advice: describeError(error),
      },
    ];
  }
}

async function statusOf(resolution: Resolution, ask: Ask): Promise<ProviderStatus> {
  const { id, provider } = resolution;
  const row = providerOf(provider);
  const base = {
    id,
    label: row?.label ?? id,
    keyEnv: row?.keyEnv ?? [],
    baseUrl: row?.baseUrl ?? "",
  };
  switch (resolution.status) {
    case "ready":
      return { ...base, status: "ready", model: resolution.resolved.target.model };
    case "no-key":
      return {
        ...base,
        status: "no key",
        ...(row?.defaultModel === undefined ? {} : { model: row.defaultModel }),
        advice: resolution.advice,
      };
    case "no-model":
      return { ...base, status: "ready", advice: resolution.advice };
    case "needs-model": {
      const { entrant } = resolution;
      const { baseUrl } = entrant.endpoint;
      const listing = await listModels(entrant, ask);
      if (!listing.ok) {
        const { advice } = listing.failure;
        return {
          ...base,
          baseUrl,
          status: "not running",
          ...(advice === undefined ? {} : { advice }),
        };
      }
      const models = listing.models.length;
      const chosen = chooseModel(entrant, listing.models);
      return chosen.ok
        ? { ...base, baseUrl, status: "running", models, model: chosen.model }
        : {
            ...base,
            baseUrl,
            status: "running",
            models,
            ...(chosen.failure.advice === undefined ? {} : { advice: chosen.failure.advice }),
          };
    }
  }
}
