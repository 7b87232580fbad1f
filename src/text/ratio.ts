const decimalsOf = (ratio: number): number => (ratio < 2 ? 2 : ratio < 10 ? 1 : 0);

const fixed = (value: number, decimals: number): string =>
  value.toLocaleString("en-US", {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });

/** How many times: `1.23×`, `3.1×`, `12×`. */
export const times = (ratio: number): string => `${fixed(ratio, decimalsOf(ratio))}×`;

/** The ends of an interval with the decimals of its middle: `2.8–3.4`; `≥ 2.8` where the upper end is not bounded. */
export function ratioInterval(
  ratio: number,
  [low, high]: readonly [low: number | null, high: number | null],
): string | undefined {
  const end = (value: number): string => fixed(value, decimalsOf(ratio));
  if (low === null) return high === null ? undefined : `≤ ${end(high)}`;
  return high === null ? `≥ ${end(low)}` : `${end(low)}–${end(high)}`;
}

/** A share as a difference: `17 %`, with a space as in the sentences around it; a tenth of a percent below 1 %. */
export const sharePercent = (share: number): string =>
  `${fixed(share * 100, share < 0.00995 ? 1 : 0)} %`;
