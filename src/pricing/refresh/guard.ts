import type { Rates } from "../price-file.ts";

/** A price that changes by more than this factor is more often a wrong unit than a change. */
const WIDEST_CHANGE = 2;

/** Why a new price must be looked at by a person before it is believed; undefined when nothing speaks against it. */
export function suspicion(next: Rates, known?: Rates): string | undefined {
  if (!(next.input > 0) && !(next.output > 0)) return "0 for a model that is not free";
  if (!(next.input > 0)) return "no price for input";
  if (next.output < next.input / 2) return "output costs less than half of input";
  if (next.cacheRead !== undefined && next.cacheRead > next.input) {
    return "a cached token costs more than one that is not";
  }
  if (known === undefined) return undefined;
  const jump = [
    [next.input, known.input],
    [next.output, known.output],
  ] as const;
  const wild = jump.find(
    ([now, before]) => now > before * WIDEST_CHANGE || now < before / WIDEST_CHANGE,
  );
  if (wild !== undefined) return `${ratio(wild)} times the known price`;
  if (known.cacheRead !== undefined && next.cacheRead === undefined) {
    return "the cached price that was known is gone";
  }
  return undefined;
}

const ratio = ([now, before]: readonly [number, number]): string =>
  before > 0 ? String(Number((now / before).toPrecision(2))) : "infinitely many";
