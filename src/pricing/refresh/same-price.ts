import type { PricePeriod, Rates } from "../price-file.ts";

/** Sources round: 0.037 and 0.0375 are one price. */
const TOLERANCE = 0.02;

const near = (a: number, b: number): boolean =>
  Math.abs(a - b) <= TOLERANCE * Math.max(a, b) + Number.EPSILON;

/** Equal where both say something; a source that has no cached price does not contradict one that has. */
const agreeing = (a: number | undefined, b: number | undefined): boolean =>
  a === undefined || b === undefined || near(a, b);

/** Whether two sources say the same price. */
export const isSamePrice = (a: Rates, b: Rates): boolean =>
  near(a.input, b.input) && near(a.output, b.output) && agreeing(a.cacheRead, b.cacheRead);

/** Whether a price and its steps for larger requests are the same in both; other service tiers are not looked at. */
export function areSamePrices(a: readonly PricePeriod[], b: readonly PricePeriod[]): boolean {
  const [stepsOfA, stepsOfB] = [steps(a), steps(b)];
  const [baseOfA, baseOfB] = [a[0], b[0]];
  if (baseOfA === undefined || baseOfB === undefined || !isSamePrice(baseOfA, baseOfB))
    return false;
  // A source that knows no steps does not contradict one that does.
  if (stepsOfA.length === 0 || stepsOfB.length === 0) return true;
  return (
    stepsOfA.length === stepsOfB.length &&
    stepsOfA.every((step, index) => {
      const other = stepsOfB[index];
      return (
        other !== undefined &&
        near(step.inputAbove ?? 0, other.inputAbove ?? 0) &&
        isSamePrice(step, other)
      );
    })
  );
}

const steps = (periods: readonly PricePeriod[]): readonly PricePeriod[] =>
  periods
    .filter(({ inputAbove, tier }) => inputAbove !== undefined && tier === undefined)
    .toSorted((a, b) => (a.inputAbove ?? 0) - (b.inputAbove ?? 0));
