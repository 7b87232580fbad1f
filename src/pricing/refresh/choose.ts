import type { Confidence } from "../price-file.ts";
import type { Observation } from "./observation.ts";
import { areSamePrices } from "./same-price.ts";

/** The observation to believe, and how much. */
export interface Choice {
  readonly winner: Observation;
  readonly confidence: Confidence;
  /** Observations, one a lineage, that say the same. */
  readonly agreeing: readonly Observation[];
  readonly contradicting: readonly Observation[];
}

/** The newest observation of each lineage, newest first: sources of one lineage copy from each other and are one witness. */
function newestPerLineage(observations: readonly Observation[]): readonly Observation[] {
  const newest = new Map<string, Observation>();
  for (const observation of observations) {
    const known = newest.get(observation.lineage);
    if (known === undefined || observation.asOf > known.asOf) {
      newest.set(observation.lineage, observation);
    }
  }
  return [...newest.values()].toSorted((a, b) => b.asOf.localeCompare(a.asOf));
}

/**
 * Whom to believe: the provider itself; else the newest price that two lineages agree on; else the newest one of models.dev's
 * lineage, which was right most often when all were compared with the providers' pages; else the newest. Contradictions are
 * kept and never averaged.
 */
export function choose(observations: readonly Observation[]): Choice | undefined {
  const witnesses = newestPerLineage(observations);
  const agreeingWith = (one: Observation): readonly Observation[] =>
    witnesses.filter(({ prices }) => areSamePrices(prices, one.prices));
  const provider = witnesses.find(({ lineage }) => lineage === "provider");
  const agreed = witnesses.find((one) => agreeingWith(one).length > 1);
  const winner =
    provider ?? agreed ?? witnesses.find(({ lineage }) => lineage === "models.dev") ?? witnesses[0];
  if (winner === undefined) return undefined;
  const agreeing = agreeingWith(winner);
  const contradicting = witnesses.filter((one) => !agreeing.includes(one));
  const isChallenged = contradicting.some(({ asOf }) => asOf >= winner.asOf);
  const confidence: Confidence =
    winner.lineage === "provider"
      ? "high"
      : isChallenged
        ? "low"
        : agreeing.length > 1
          ? "high"
          : "medium";
  return { winner, confidence, agreeing, contradicting };
}
