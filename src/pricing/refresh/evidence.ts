import { compact } from "../../core/compact.ts";
import type { Evidence, PricePeriod } from "../price-file.ts";
import type { Choice } from "./choose.ts";
import type { Observation } from "./observation.ts";

/** The winner's prices, with the steps and service tiers that only an agreeing source knows. */
export function allPrices({ winner, agreeing }: Choice): readonly PricePeriod[] {
  const [base] = winner.prices;
  const rate = (name: "cacheRead" | "cacheWrite"): number | undefined =>
    base[name] ?? agreeing.flatMap(({ prices }) => prices[0][name] ?? [])[0];
  const complete = compact({
    ...base,
    cacheRead: rate("cacheRead"),
    cacheWrite: rate("cacheWrite"),
  });
  const stepsOf = (one: Observation): readonly PricePeriod[] =>
    one.prices.slice(1).filter(({ tier }) => tier === undefined);
  const tiersOf = (one: Observation): readonly PricePeriod[] =>
    one.prices.slice(1).filter(({ tier }) => tier !== undefined);
  const found = (
    of: (one: Observation) => readonly PricePeriod[],
  ): readonly (readonly PricePeriod[])[] =>
    [winner, ...agreeing].map(of).filter(({ length }) => length > 0);
  // Some write "from 200,000 on" and others "above 200,000": the lower one never promises too little.
  const [steps = []] = found(stepsOf).toSorted(
    ([a], [b]) => (a?.inputAbove ?? 0) - (b?.inputAbove ?? 0),
  );
  const [tiers = []] = found(tiersOf);
  return [complete, ...steps, ...tiers];
}

const family = (source: string): string => source.replace(/@[^@]*$/, "");

/** Evidence with the new sources in it, each in the place of an older version of itself. */
export function evidence(
  known: readonly Evidence[],
  agreeing: readonly Observation[],
): readonly Evidence[] {
  const added = agreeing
    .map(({ source, asOf }) => ({ id: source, asOf }))
    .filter(
      ({ id, asOf }) =>
        !known.some((one) => family(one.id) === family(id) && (one.asOf ?? "") > asOf),
    );
  const replaced = new Set(added.map(({ id }) => family(id)));
  return [...added, ...known.filter(({ id }) => !replaced.has(family(id)))];
}
