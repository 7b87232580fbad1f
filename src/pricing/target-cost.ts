import type { Cost, Label } from "../core/report.ts";
import type { Sample } from "../core/sample.ts";
import { isTakenUp } from "./billed.ts";
import type { RequestCost } from "./cost.ts";
import { costLabels } from "./cost-labels.ts";
import type { Pricer } from "./pricer.ts";

/** What the attempts of one target at one size cost. */
export interface TargetCost {
  /** Without tokens per dollar, which is statistics. Null when not known. */
  readonly cost: Cost | null;
  readonly labels: readonly Label[];
}

interface Priced {
  readonly sample: Sample;
  readonly cost: RequestCost | undefined;
}

const sum = (values: readonly number[]): number =>
  values.reduce((total, value) => total + value, 0);

/**
 * Adds up what the requests of a target cost, each at its own time. `samples` are all attempts of one target and size, warm-up,
 * failures and retries included. Not known as soon as the cost of one successful request is not.
 */
export function targetCost(pricer: Pricer, samples: readonly Sample[]): TargetCost {
  const priced = samples.map((sample): Priced => ({ sample, cost: pricer.costOf(sample) }));
  const measured = priced.filter(({ sample }) => sample.phase === "measured");
  const known = priced.flatMap(({ sample, cost }) =>
    cost === undefined ? [] : [{ sample, cost }],
  );
  const isUnknown =
    known.length === 0 ||
    priced.some(({ sample, cost }) => sample.status === "ok" && cost === undefined);
  const labels = costLabels(pricer, known);
  if (isUnknown) return { cost: null, labels };

  const reported = samples.flatMap(({ reportedCostUsd }) => reportedCostUsd ?? []);
  const usd = measured.map(({ cost }) => cost?.usd ?? 0);
  // Being refused costs nothing, and must not make a request look cheap.
  const requests = measured.filter(({ sample }) => isTakenUp(sample)).length;
  return {
    cost: {
      usd: sum(known.map(({ cost }) => cost.usd)),
      perRequestUsd: requests === 0 ? 0 : sum(usd) / requests,
      estimated: known.length < priced.length || known.some(({ cost }) => cost.estimated),
      ...(reported.length === 0 ? undefined : { reportedUsd: sum(reported) }),
      ...provenance(pricer, samples),
    },
    labels,
  };
}

/** Row, age and layer of the price. What was not looked up (a local server, a charge that was told) is as old as the run. */
function provenance(
  { target, price }: Pricer,
  samples: readonly Sample[],
): Pick<Cost, "priceId" | "priceVerifiedAt" | "priceSource" | "priceHash"> {
  const runDay = samples[0]?.startedAt.slice(0, 10) ?? "";
  if (price.kind === "listed") {
    const { id, verifiedAt = runDay, layer, layerHash } = price.row;
    return {
      priceId: id,
      priceVerifiedAt: verifiedAt,
      priceSource: layer,
      priceHash: layerHash,
    };
  }
  return {
    priceId: `${target.provider}/${target.model}`,
    priceVerifiedAt: runDay,
    priceSource: price.kind === "local" ? "local" : "reported",
  };
}
