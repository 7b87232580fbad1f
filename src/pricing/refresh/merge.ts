import type { PriceFile } from "../price-file.ts";
import type { Change } from "./change.ts";
import { choose } from "./choose.ts";
import { meetModel } from "./meet-model.ts";
import type { Reading } from "./observation.ts";
import { reviseModel } from "./revise-model.ts";

export interface Merge {
  readonly file: PriceFile;
  readonly changes: readonly Change[];
}

/**
 * Brings a price file up to what sources say. Never takes a model or a price away: an old price gets an end. Nothing is believed
 * that `suspicion` speaks against; pinned rows and prices by the hour are only confirmed. Pure.
 */
export function merge(file: PriceFile, readings: readonly Reading[], nowMs: number): Merge {
  const byModel = Map.groupBy(
    readings.flatMap(({ observations }) => observations),
    ({ provider, model }) => `${provider}/${ownId(file, provider, model)}`,
  );
  const lineageOf = (source: string): string | undefined => file.sources[source]?.lineage;
  const changes: Change[] = [];
  const used = new Set<string>();
  const providers = Object.fromEntries(
    Object.entries(file.providers).map(([name, provider]) => {
      const models = new Map(Object.entries(provider.models));
      const mentioned = [...byModel.keys()].filter((id) => id.startsWith(`${name}/`)).toSorted();
      for (const id of mentioned) {
        const model = id.slice(name.length + 1);
        const known = models.get(model);
        const observations = byModel.get(id) ?? [];
        const choice = choose(observations);
        if (choice === undefined) continue;
        const outcome =
          known === undefined
            ? meetModel(id, choice, nowMs)
            : reviseModel(id, known, choice, lineageOf);
        changes.push(...outcome.changes);
        if (outcome.model === undefined) continue;
        models.set(model, outcome.model);
        for (const { id: source } of outcome.model.sources) used.add(source);
      }
      return [name, { ...provider, models: Object.fromEntries(models) }];
    }),
  );
  const origins = readings.flatMap(({ source, origin }) =>
    used.has(source) ? [[source, origin]] : [],
  );
  return {
    file: {
      ...file,
      updatedAt: new Date(nowMs).toISOString(),
      sources: { ...file.sources, ...Object.fromEntries(origins) },
      providers,
    },
    changes,
  };
}

/** The id under which we have a model: its own, or that of the model whose alias it is. */
function ownId(file: PriceFile, provider: string, model: string): string {
  const models = file.providers[provider]?.models ?? {};
  if (Object.hasOwn(models, model)) return model;
  return Object.entries(models).find(([, facts]) => facts.aliases?.includes(model))?.[0] ?? model;
}
