const fixed = (value: number, decimals: number): string =>
  value.toLocaleString("en-US", {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });

/** Below 10 a tenth, from 10 on none: `+4.2`, `-12`. No sign for what rounds to nothing. */
function signed(value: number): string {
  const size = Math.abs(value);
  const text = fixed(size, size < 9.95 ? 1 : 0);
  return size < 0.05 ? text : `${value < 0 ? "-" : "+"}${text}`;
}

/** How a change is written: in percent of what was, or in percentage points. */
export type ChangeUnit = "%" | "points";

/** A change with its sign: `+12 %`, `-4.2 %`, `-2.0 points`. */
export const changeText = (share: number, unit: ChangeUnit): string =>
  `${signed(share * 100)} ${unit}`;

/** The ends of an interval of a change: `+4.0 to +21 %`; `≥ +4.0 %` where one is not bounded. Undefined when neither is. */
export function changeInterval(
  [low, high]: readonly [low: number | null, high: number | null],
  unit: ChangeUnit,
): string | undefined {
  if (low === null) return high === null ? undefined : `≤ ${changeText(high, unit)}`;
  return high === null
    ? `≥ ${changeText(low, unit)}`
    : `${signed(low * 100)} to ${changeText(high, unit)}`;
}
