import { compact } from "../core/compact.ts";
import { METRICS } from "../core/report.ts";
import type { Distribution, MetricId, TargetReport } from "../core/report.ts";
import type { Sample } from "../core/sample.ts";
import type { ServerTimings } from "../core/stream.ts";
import { median } from "../statistics/quantile.ts";
import { sorted } from "../statistics/sorted.ts";
import type { Cell } from "./attempts.ts";
import { distribution, pooledDistribution } from "./distribution.ts";
import { usualModel } from "./exclusions.ts";
import { gapsOf, observationOf } from "./metrics.ts";
import { outcomesOf } from "./reliability.ts";
import { warmupOf } from "./warmup.ts";

function distributionOf({ counted }: Cell, metric: MetricId): Distribution | undefined {
  if (metric === "iclMs") return pooledDistribution(counted.map(gapsOf));
  const seen = counted.flatMap((attempt) => {
    const observation = observationOf(attempt, metric);
    return observation === undefined ? [] : [{ attempt, observation }];
  });
  const anyFailed = seen.some(({ attempt }) => attempt.sample.status === "failed");
  const successes = seen.flatMap(({ attempt, observation: { value, censored } }) =>
    attempt.sample.status === "ok" && !censored ? [value] : [],
  );
  return distribution(
    seen.map(({ observation }) => observation),
    anyFailed ? successes : undefined,
  );
}

/** Undefined, not 0, when nobody gave the number. */
function sumOf(
  samples: readonly Sample[],
  read: (sample: Sample) => number | undefined,
): number | undefined {
  const known = samples.flatMap((sample) => read(sample) ?? []);
  return known.length === 0 ? undefined : known.reduce((sum, value) => sum + value, 0);
}

const TIMING_NAMES = [
  "queueMs",
  "prefillMs",
  "decodeMs",
  "loadMs",
  "ttftMs",
  "totalMs",
  "outputSpeed",
] as const satisfies readonly (keyof ServerTimings)[];

function medianTimings(samples: readonly Sample[]): ServerTimings | undefined {
  const medians = TIMING_NAMES.flatMap((name) => {
    const found = median(sorted(samples.flatMap((sample) => sample.serverTimings?.[name] ?? [])));
    return found === undefined ? [] : [[name, found] as const];
  });
  return medians.length === 0 ? undefined : Object.fromEntries(medians);
}

/** What one target did at one size, as far as it says that by itself: ranks and labels need the others too. */
export type Summary = Omit<TargetReport, "cost" | "ranks" | "crowns" | "labels">;

/**
 * What the samples of one target at one size say. Quantiles are over all attempts that count, failures reckoned in; token sums are
 * over all measured attempts, excluded ones included.
 */
export function summarize(cell: Cell): Summary {
  const { target, size, attempts } = cell;
  const measured = attempts.map(({ sample }) => sample);
  const ok = measured.filter(({ status }) => status === "ok");
  return compact({
    id: target.id,
    provider: target.provider,
    model: target.model,
    size,
    answeredModel: usualModel(ok),
    attempts: outcomesOf(cell),
    warmup: warmupOf(cell),
    metrics: Object.fromEntries(
      METRICS.flatMap((id) => {
        const found = distributionOf(cell, id);
        return found === undefined ? [] : [[id, found]];
      }),
    ),
    tokens: compact({
      input: sumOf(measured, ({ tokens }) => tokens.input),
      output: sumOf(measured, ({ tokens }) => tokens.output),
      reasoning: sumOf(measured, ({ tokens }) => tokens.reasoning),
      cached: sumOf(measured, ({ tokens }) => tokens.cached),
      source: ok.find(({ tokens }) => tokens.source !== undefined)?.tokens.source,
    }),
    serverTimings: medianTimings(ok),
  });
}
