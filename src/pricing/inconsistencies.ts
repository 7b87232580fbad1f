import type { OwnPriceFile } from "./own-price-file.ts";
import type { PricePeriod } from "./price-file.ts";

type Path = readonly (string | number)[];

/** What is wrong between parts of a file that are each fine by themselves. */
export interface Inconsistency {
  readonly path: Path;
  readonly text: string;
}

/** Empty when the file makes sense. */
export function inconsistencies({ providers }: OwnPriceFile): readonly Inconsistency[] {
  return Object.entries(providers).flatMap(([providerName, provider]) => {
    const owners = new Map(Object.keys(provider.models ?? {}).map((id) => [id, id]));
    return Object.entries(provider.models ?? {}).flatMap(([id, model]) => {
      const path = ["providers", providerName, "models", id];
      const taken = (model.aliases ?? []).flatMap((alias, index) => {
        const owner = owners.get(alias);
        owners.set(alias, id);
        return owner === undefined
          ? []
          : [{ path: [...path, "aliases", index], text: `"${alias}" already stands for ${owner}` }];
      });
      return [...taken, ...periodFaults(model.prices ?? [], [...path, "prices"])];
    });
  });
}

function periodFaults(periods: readonly PricePeriod[], path: Path): readonly Inconsistency[] {
  return periods.flatMap((period, index) => {
    const { input, cacheRead } = period;
    const twin = periods.slice(0, index).findIndex((other) => contradict(other, period));
    return [
      ...(cacheRead !== undefined && cacheRead > input
        ? [{ path: [...path, index], text: "a cached token costs more than one that is not" }]
        : []),
      ...(twin >= 0
        ? [{ path: [...path, index], text: `holds at the same time as price ${twin + 1}` }]
        : []),
    ];
  });
}

const conditions = ({ when, tier, inputAbove }: PricePeriod): string =>
  JSON.stringify([when ?? null, tier ?? null, inputAbove ?? null]);

const start = ({ from }: PricePeriod): number =>
  from === undefined ? Number.NEGATIVE_INFINITY : Date.parse(from);

const end = ({ to }: PricePeriod): number =>
  to === undefined ? Number.POSITIVE_INFINITY : Date.parse(to);

/** A later price may follow an earlier one that has no end: its `from` is that end. */
function contradict(earlier: PricePeriod, later: PricePeriod): boolean {
  if (conditions(earlier) !== conditions(later)) return false;
  if (start(later) > start(earlier) && earlier.to === undefined) return false;
  return start(earlier) < end(later) && start(later) < end(earlier);
}
