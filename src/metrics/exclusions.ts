import { isContaminated } from "../core/contaminated.ts";
import type { Plan } from "../core/plan.ts";
import { METRICS } from "../core/report.ts";
import type { ExclusionReason, MetricId } from "../core/report.ts";
import type { Sample } from "../core/sample.ts";
import { isSameModel } from "./model-identity.ts";

const FROM_SENDING = ["headersMs", "firstEventMs", "ttftMs", "ttfatMs", "e2eMs"] as const;
const BETWEEN_READS = ["outputSpeed", "tpotMs", "iclMs"] as const;

/**
 * Which metrics an attempt is left out of, by why.
 *
 * - `stall`: our own event loop was blocked when the first or the last token came, so these stamps are late. From all.
 * - `cached`: a part of the prompt came out of a cache in a run without one. Never mixed with uncached ones, so from all.
 * - `model`: now and then another model answered. From all.
 * - `cold`: a new connection in a warm run (or a reused one in a cold run), unless a failure came before it. From the times that begin
 *   with the sending; once tokens flow, nothing tells the connections apart.
 * - `compressed`: the body came compressed although identity was asked, and a decompressor hands it out in lumps. From everything
 *   that looks at the times between reads. TTFT and E2E stay, under a label.
 *
 * Only values are left out. That an attempt failed or timed out counts whatever else was wrong with it.
 */
export const LEAVES_OUT = {
  stall: new Set<MetricId>(METRICS),
  cached: new Set<MetricId>(METRICS),
  model: new Set<MetricId>(METRICS),
  cold: new Set<MetricId>(FROM_SENDING),
  compressed: new Set<MetricId>(BETWEEN_READS),
} as const satisfies Record<ExclusionReason, ReadonlySet<MetricId>>;

export const isCompressed = ({ contentEncoding }: Sample): boolean =>
  contentEncoding !== undefined && contentEncoding !== "identity";

export const isCached = ({ tokens }: Sample): boolean => (tokens.cached ?? 0) > 0;

/** Whether a first token came, whatever came after it: then there is a TTFT. */
export const hasBegun = ({ status, ttftMs }: Sample): boolean =>
  status === "ok" || ttftMs !== undefined;

/** The model that most answers named, where at least one named any; of equally frequent ones the first seen. */
export function usualModel(samples: readonly Sample[]): string | undefined {
  const counts = Map.groupBy(
    samples.filter(({ answeredModel }) => answeredModel !== undefined),
    ({ answeredModel }) => answeredModel,
  );
  return [...counts].toSorted(([, a], [, b]) => b.length - a.length)[0]?.[0];
}

type Test = (sample: Sample) => boolean;

/** `test` as long as it holds for at most half of the samples; else nothing is left out, since that is then what was measured. */
function ofMinority(samples: readonly Sample[], test: Test): Test {
  const affected = samples.filter(test).length;
  return affected * 2 > samples.length ? () => false : test;
}

/**
 * Attempts that followed a failed one of the same target. A failure often closes its connection: to leave out the success after it for
 * its new connection, and to keep the failure, would count failures double.
 */
function afterFailures(own: readonly Sample[]): ReadonlySet<Sample> {
  const inOrder = own.toSorted((a, b) => Date.parse(a.startedAt) - Date.parse(b.startedAt));
  return new Set(inOrder.filter((_, index) => inOrder[index - 1]?.status === "failed"));
}

/**
 * Says for what reasons an attempt is left out, none for most. `own` are all attempts of the same target and size, `begun` are the measured attempts of the same target and size to
 * which a first token came. Cache hits, other models and odd connections leave only as a minority: a chat template that is always
 * cached, an alias, a server that closes every connection or one that stalls (its connection is not used again) would otherwise
 * leave nothing to report, and are told by a label instead.
 */
export function exclusionsOf(
  plan: Pick<Plan, "cache" | "connections">,
  own: readonly Sample[],
  begun: readonly Sample[],
): (sample: Sample) => readonly ExclusionReason[] {
  const answered = begun.filter(({ status }) => status === "ok");
  const usual = usualModel(answered);
  const followers = afterFailures(own);
  const isOdd = ofMinority(begun, ({ connection }) => connection !== plan.connections);
  const tests: readonly (readonly [ExclusionReason, Test])[] = [
    ["stall", isContaminated],
    ["cached", plan.cache === "warm" ? () => false : ofMinority(begun, isCached)],
    [
      "model",
      ofMinority(answered, ({ answeredModel }) => {
        if (usual === undefined || answeredModel === undefined) return false;
        return !isSameModel(usual, answeredModel);
      }),
    ],
    ["cold", (sample) => isOdd(sample) && !followers.has(sample)],
    ["compressed", isCompressed],
  ];
  return (sample) => tests.flatMap(([reason, test]) => (test(sample) ? [reason] : []));
}
