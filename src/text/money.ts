import { UNKNOWN } from "./quantity.ts";
import type { Scale } from "./quantity.ts";

const CENT_DIGITS = 2;
/** Three significant digits of the smallest amount, but never fewer than two decimals. */
const decimalsFor = (usd: number): number =>
  usd > 0 && usd < 0.995
    ? Math.min(8, Math.max(CENT_DIGITS, 2 - Math.floor(Math.log10(usd))))
    : CENT_DIGITS;

const fixed = (value: number, decimals: number): string =>
  value.toLocaleString("en-US", {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });

/** An amount of US dollars on its own: `$0.12`, `$12.30`; three significant digits below a dollar: `$0.000315`. */
export function money(usd: number | undefined): string {
  if (usd === undefined || !Number.isFinite(usd)) return UNKNOWN;
  if (usd === 0 || usd >= 0.995) return `$${fixed(usd, CENT_DIGITS)}`;
  return `$${usd.toLocaleString("en-US", { maximumSignificantDigits: 3 })}`;
}

/** The scale for amounts of dollars shown under one head; the bare number, without the sign. */
export function moneyScale(values: readonly number[]): Scale {
  const paid = values.filter((value) => value > 0);
  const decimals = paid.length === 0 ? CENT_DIGITS : decimalsFor(Math.min(...paid));
  return {
    unit: "$",
    format: (value) => (value === undefined ? UNKNOWN : fixed(value, decimals)),
  };
}

const MILLION = 1e6;
const THOUSAND = 1e3;

/** The scale for tokens per dollar shown under one head: millions once the smallest has one, else thousands, else tokens. */
export function tokensPerUsdScale(values: readonly number[]): Scale {
  const smallest = Math.min(...values);
  const [unit, divisor] =
    smallest >= 0.1 * MILLION
      ? (["Mtok/$", MILLION] as const)
      : smallest >= THOUSAND
        ? (["ktok/$", THOUSAND] as const)
        : (["tok/$", 1] as const);
  const decimals = smallest / divisor < 9.995 ? 2 : smallest / divisor < 99.95 ? 1 : 0;
  return {
    unit,
    format: (value) => (value === undefined ? UNKNOWN : fixed(value / divisor, decimals)),
  };
}

const SHORT = [
  [1e9, "B"],
  [MILLION, "M"],
  [THOUSAND, "k"],
] as const;

/** A round number of tokens as people write it: `1M`, `2.5B`, `500k`. */
export function shortCount(tokens: number): string {
  const [size, letter] = SHORT.find(([from]) => tokens >= from) ?? [1, ""];
  return `${(tokens / size).toLocaleString("en-US", { maximumFractionDigits: 2 })}${letter}`;
}
