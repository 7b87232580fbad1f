import { compact } from "../core/compact.ts";
import { FAILURE_KINDS } from "../core/failure.ts";
import type { Target } from "../core/plan.ts";
import { METRICS } from "../core/report.ts";
import type { TargetReport } from "../core/report.ts";
import type { Sample } from "../core/sample.ts";
import type { ServerTimings } from "../core/stream.ts";
import { distribution } from "./distribution.ts";
import { labelsOf } from "./labels.ts";
import { METRIC_TABLE } from "./metrics.ts";
import type { TokenBasis } from "./token-basis.ts";

/**
 * What the samples of one target at one size say. Metrics are taken over the measured attempts that succeeded; failures are counted beside
 * them by kind. Attempts that we stopped ourselves count nowhere.
 */
export function summarize(
  target: Target,
  size: Sample["size"],
  samples: readonly Sample[],
  basis: TokenBasis,
): TargetReport {
  const own = samples.filter(
    (sample) =>
      sample.target === target.id && sample.size === size && sample.failure?.kind !== "aborted",
  );
  const warmup = own.filter(({ phase }) => phase === "warmup");
  const measured = own.filter(({ phase }) => phase === "measured");
  const ok = measured.filter(({ status }) => status === "ok");
  return compact({
    id: target.id,
    provider: target.provider,
    model: target.model,
    size,
    answeredModel: ok.find(({ answeredModel }) => answeredModel !== undefined)?.answeredModel,
    attempts: {
      total: measured.length,
      ok: ok.length,
      failed: measured.length - ok.length,
      byKind: countKinds(measured),
      excluded: {},
      retries: 0,
    },
    warmup: {
      total: warmup.length,
      ok: warmup.filter(({ status }) => status === "ok").length,
    },
    metrics: Object.fromEntries(
      METRICS.flatMap((id) => {
        const found = distribution(ok.flatMap((sample) => METRIC_TABLE[id].values(sample, basis)));
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
    cost: null,
    ranks: {},
    crowns: [],
    labels: labelsOf({ model: target.model, ok, basis }),
  });
}

function countKinds(samples: readonly Sample[]): TargetReport["attempts"]["byKind"] {
  const count = Map.groupBy(samples, ({ failure }) => failure?.kind);
  return Object.fromEntries(
    FAILURE_KINDS.flatMap((kind) => {
      const found = count.get(kind);
      return found === undefined ? [] : [[kind, found.length]];
    }),
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
    const found = distribution(samples.flatMap((sample) => sample.serverTimings?.[name] ?? []));
    return found === undefined || found.p50 === null ? [] : [[name, found.p50] as const];
  });
  return medians.length === 0 ? undefined : Object.fromEntries(medians);
}
